import { errors } from "@tinytorch/api";
import { isRefusal } from "../session/session.ts";
import styles from "./problem.module.css";

interface ProblemProps {
  readonly error: unknown;
  /** Offered where trying again may help. */
  readonly retry?: (() => unknown) | undefined;
}

/** What went wrong and what to do about it, in one sentence, told to screen readers at once. */
export function Problem({ error, retry }: ProblemProps) {
  return (
    <div role="alert" className={styles.problem}>
      <p>{sayProblem(error)}</p>
      {retry !== undefined && (
        <button type="button" onClick={() => void retry()}>
          Try again
        </button>
      )}
    </div>
  );
}

function sayProblem(error: unknown): string {
  if (!(error instanceof Error)) return "Something went wrong here. Load the page again.";
  if (error.name === "ServiceUnreachableError") {
    return "The service does not answer. Nothing you did here is lost; try again in a moment.";
  }
  if (isRefusal(error) && error.message === errors.unauthorized.sentence) {
    return "Your session had ended, so this was not done. Once you are signed in again, try once more.";
  }
  return error.message;
}
