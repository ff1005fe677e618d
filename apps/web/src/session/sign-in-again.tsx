import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { signOut } from "./session.ts";
import { SignInWays } from "./sign-in-ways.tsx";
import { useSession } from "./use-session.ts";

/** Over the page, when the session ended while one worked: nothing below it is lost. */
export function SignInAgain() {
  const session = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const queries = useQueryClient();
  const ended = session.kind === "ended";

  useEffect(() => {
    if (ended) dialog.current?.showModal();
    else dialog.current?.close();
  }, [ended]);

  return (
    <dialog ref={dialog} aria-labelledby="again" onCancel={(event) => event.preventDefault()}>
      <h2 id="again">Your session has ended</h2>
      <p>Nothing on this page is lost. Sign in again to go on where you were.</p>
      {ended && <SignInWays onSignedIn={() => void queries.invalidateQueries()} />}
      <p>
        <button type="button" onClick={() => void signOut()}>
          Leave this page and sign out
        </button>
      </p>
    </dialog>
  );
}
