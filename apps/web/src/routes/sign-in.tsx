import { useNavigate } from "@tanstack/react-router";
import { ApiError } from "@tinytorch/api";
import { useEffect, useState } from "react";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { signInByInvitation } from "../session/session.ts";
import { SignInWays } from "../session/sign-in-ways.tsx";

/** `/sign-in#invitation=…`: for who comes with a link, or with a token. */
export default function SignInPage() {
  const navigate = useNavigate();
  const [invitation] = useState(() => /^#invitation=([\w-]+)$/.exec(location.hash)?.[1]);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    // It works once: it need not stand in the address, nor in this browser's history.
    if (invitation !== undefined) history.replaceState(history.state, "", location.pathname);
  }, [invitation]);

  async function redeem(secret: string) {
    setBusy(true);
    setProblem(null);
    try {
      await signInByInvitation(secret);
      await navigate({ to: "/" });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  }

  return (
    <Page title="Sign in">
      <div style={{ maxWidth: "30rem" }}>
        {invitation !== undefined && !(problem instanceof ApiError) ? (
          <>
            <p>You come with an invitation. It signs this browser in, once.</p>
            {/* It is not used up when the service did not answer. */}
            {problem !== null && <Problem error={problem} />}
            <button type="button" className="primary" disabled={busy} onClick={() => void redeem(invitation)}>
              Sign in here
            </button>
          </>
        ) : (
          <>
            {problem !== null && <Problem error={problem} />}
            <SignInWays onSignedIn={() => void navigate({ to: "/" })} />
          </>
        )}
      </div>
    </Page>
  );
}
