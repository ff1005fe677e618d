import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ExceptionRecord } from "@tinytorch/api";
import { type SubmitEvent, useId } from "react";
import { useDraft } from "../../session/drafts.ts";
import { service } from "../../session/session.ts";
import { Problem } from "../problem.tsx";
import { When } from "../when.tsx";
import { decisionKey } from "./decision-key.ts";
import styles from "./decisions.module.css";
import { refreshGrades } from "./refresh-grades.ts";
import { sayException } from "./say-exception.ts";

interface StandingProps {
  /** Of one student, those that were taken back too. */
  readonly exceptions: readonly ExceptionRecord[];
  /** Given where one may take back. */
  readonly onWithdrawn?: (id: string) => void;
}

/** What holds for this one student, and what held: who decided it, when and why. */
export function Standing({ exceptions, onWithdrawn }: StandingProps) {
  const [standing, removed] = [
    exceptions.filter((each) => each.removed === null),
    exceptions.filter((each) => each.removed !== null),
  ];
  return (
    <>
      {standing.length > 0 && (
        <ul className={styles.standing} aria-label="What holds for this student">
          {standing.map((exception) => (
            <li key={exception.id}>
              <Decision exception={exception} />
              {isReplaced(exception, standing) && <span className="quiet"> a newer one counts</span>}
              {onWithdrawn !== undefined && exception.kind !== "late-days" && exception.kind !== "choice" && (
                <TakeBack exception={exception} onWithdrawn={onWithdrawn} />
              )}
            </li>
          ))}
        </ul>
      )}
      {removed.length > 0 && (
        <details>
          <summary>{removed.length === 1 ? "1 that was taken back" : `${removed.length} that were taken back`}</summary>
          <ul className={styles.standing}>
            {removed.map((exception) => (
              <li key={exception.id}>
                <Decision exception={exception} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Of points by hand, and of choices, the newest counts. */
function isReplaced({ id, kind }: ExceptionRecord, standing: readonly ExceptionRecord[]): boolean {
  return (kind === "override" || kind === "choice") && standing.findLast((each) => each.kind === kind)?.id !== id;
}

function Decision({ exception }: { readonly exception: ExceptionRecord }) {
  const { because, by, at, removed } = exception;
  return (
    <>
      <strong>{sayException(exception)}</strong>: {because}{" "}
      <span className="quiet">
        ({by}, <When at={at} />)
      </span>
      {removed !== null && (
        <p className="quiet">
          Taken back by {removed.by}, <When at={removed.at} />
          {removed.because !== null && `: ${removed.because}`}
        </p>
      )}
    </>
  );
}

interface TakeBackProps {
  readonly exception: ExceptionRecord;
  readonly onWithdrawn: (id: string) => void;
}

function TakeBack({ exception, onWithdrawn }: TakeBackProps) {
  const { id, student, module } = exception;
  const [because, setBecause] = useDraft(`take-back ${id}`);
  const queries = useQueryClient();
  const field = useId();
  const taking = useMutation({
    mutationKey: decisionKey({ student: student.id, module }),
    mutationFn: () => service().withdrawException(id, { because: because.trim() }),
    onSuccess: () => {
      onWithdrawn(id);
      setBecause("");
      return refreshGrades(queries);
    },
    // Somebody may have done so meanwhile: what holds is shown.
    onError: () => refreshGrades(queries),
  });
  function send(event: SubmitEvent) {
    event.preventDefault();
    taking.mutate();
  }
  return (
    <details className={styles.takeBack}>
      <summary>
        Take back<span className="hidden-visually">: {sayException(exception)}</span>
      </summary>
      <form onSubmit={send}>
        <p>
          <label htmlFor={field}>Why it is taken back</label>
          <input id={field} type="text" value={because} onChange={(event) => setBecause(event.target.value)} />
        </p>
        {taking.isError && <Problem error={taking.error} />}
        <button type="submit" disabled={because.trim() === "" || taking.isPending}>
          Take it back
        </button>
      </form>
    </details>
  );
}
