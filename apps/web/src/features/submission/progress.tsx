import type { Submission, SubmissionEvent } from "@tinytorch/api";
import note from "../../components/note.module.css";
import { Problem } from "../../components/problem.tsx";
import styles from "./progress.module.css";
import { useLiveSubmission } from "./use-live-submission.ts";

/** How far grading is, as it goes on. */
export function Progress({ submission }: { readonly submission: Submission }) {
  const { event, isLost, error, retry } = useLiveSubmission(submission);
  const { done, total } = event?.type === "progress" ? event : { done: 0, total: 0 };
  return (
    <section className={styles.progress} aria-label="Progress">
      <p aria-live="polite">{sayEvent(event, submission)}</p>
      <progress
        aria-label="Tests that have run"
        value={event?.type === "graded" ? 1 : total === 0 ? 0 : done}
        max={total === 0 ? 1 : total}
      />
      <ol className={styles.tests} aria-hidden="true">
        {Array.from({ length: total }, (_, test) => (
          <li key={test} className={test < done ? styles.done : styles.waiting} />
        ))}
      </ol>
      {isLost && (
        <p role="status" className={note.note}>
          The service does not answer. What you handed in is kept, and this goes on by itself once the service is back.
        </p>
      )}
      {error !== null && <Problem error={error} retry={retry} />}
    </section>
  );
}

function sayEvent(event: SubmissionEvent | null, { position, waitSeconds, status }: Submission): string {
  switch (event?.type) {
    case undefined:
      return status === "running" ? "It is being graded." : sayPlace(position, waitSeconds);
    case "queued":
      return event.takesLong
        ? "It takes long, so others go first now; the next time it is graded to its end."
        : sayPlace(event.position, event.waitSeconds);
    case "started":
      return "Grading has begun.";
    case "progress":
      return `${event.done} of ${event.total} tests have run.`;
    case "graded":
      return `Graded: ${event.score} of ${event.maxScore} points.`;
    case "failed":
      return event.message;
  }
}

function sayPlace(position: number | null, waitSeconds: number | null): string {
  const place = position === null || position === 1 ? "It is graded next" : `${position - 1} are graded before it`;
  return waitSeconds === null || waitSeconds < 2
    ? `${place}.`
    : `${place}, in about ${Math.ceil(waitSeconds)} seconds.`;
}
