import { errors } from "@tinytorch/api";
import { type SubmitEvent, useId, useState } from "react";
import { Problem } from "../components/problem.tsx";
import { isRefusal, signInByToken } from "./session.ts";

interface TokenFormProps {
  readonly onSignedIn?: () => void;
}

/** Signs in with a token. A wrong one stays in its field, with what is wrong with it beside. */
export function TokenForm({ onSignedIn }: TokenFormProps) {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();

  async function send(event: SubmitEvent) {
    event.preventDefault();
    const text = token.trim();
    if (text === "") return setProblem(new Error("Paste your token first: your instructor gave it to you."));
    setBusy(true);
    try {
      await signInByToken(text);
      onSignedIn?.();
    } catch (error) {
      setProblem(
        // Of one that has expired it is said when.
        isRefusal(error) && error.message === errors.unauthorized.sentence
          ? new Error("No account has this token. Paste all of it, or ask for a new one.")
          : error,
      );
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={send}>
      <p>
        <label htmlFor={id}>Token</label>
        <input
          id={id}
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          value={token}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => setToken(event.target.value)}
        />
      </p>
      {problem !== null && (
        <div id={`${id}-problem`}>
          <Problem error={problem} />
        </div>
      )}
      <button type="submit" className="primary" disabled={busy}>
        Sign in
      </button>
    </form>
  );
}
