import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, type GrantRequest } from "@tinytorch/api";
import type { ReactNode, SubmitEvent } from "react";
import { useDraft } from "../../session/drafts.ts";
import { service } from "../../session/session.ts";
import { Field } from "../field.tsx";
import { Problem } from "../problem.tsx";
import { decisionKey } from "./decision-key.ts";
import styles from "./decisions.module.css";
import { refreshGrades } from "./refresh-grades.ts";

interface DecideProps {
  readonly student: string;
  readonly module: string;
  /** On whose clock times are. */
  readonly zone: string;
  /** Whether there is a due date to extend, and attempts to add to. */
  readonly hasDue: boolean;
  readonly hasAttempts: boolean;
  /** What the module is worth. */
  readonly maximum: number;
  /** The ids of what one has seen to hold. */
  readonly seen: readonly string[];
  /** Nothing is sent before one has seen what was decided meanwhile. */
  readonly isHeld: boolean;
  readonly onDecided: (id: string) => void;
}

/** What staff may decide about one student's grade in a module, each with a reason that the student reads. */
export function Decide({ maximum, zone, hasDue, hasAttempts, ...rest }: DecideProps) {
  const { student, module } = rest;
  const place = `decide ${student} ${module}`;
  const [points, setPoints] = useDraft(`${place} points`);
  const [due, setDue] = useDraft(`${place} due`);
  const [closes, setCloses] = useDraft(`${place} closes`);
  const [attempts, setAttempts] = useDraft(`${place} attempts`);
  return (
    <div className={styles.decide}>
      <DecisionForm
        {...rest}
        title="Give points by hand"
        button="Give these points"
        request={() => ({ kind: "override", points: numberOf(points) })}
        isReady={points.trim() !== ""}
        onSent={() => setPoints("")}
      >
        <Field label={`Points, of ${maximum}`} value={points} onChange={setPoints} inputMode="decimal" />
      </DecisionForm>
      <DecisionForm {...rest} title="Excuse" button="Ask for no grade" request={() => ({ kind: "excuse" })} isReady />
      <DecisionForm
        {...rest}
        title="More time or attempts"
        button="Extend"
        request={() => ({
          kind: "extension",
          ...(due === "" ? {} : { due }),
          ...(closes === "" ? {} : { closes }),
          ...(attempts.trim() === "" ? {} : { attempts: numberOf(attempts) }),
        })}
        isReady={due !== "" || closes !== "" || attempts.trim() !== ""}
        onSent={() => {
          setDue("");
          setCloses("");
          setAttempts("");
        }}
      >
        {hasDue ? (
          <>
            <Field label={`Due, on the clock of ${zone}`} value={due} onChange={setDue} type="datetime-local" />
            <Field
              label={`Taken until, on the clock of ${zone}`}
              value={closes}
              onChange={setCloses}
              type="datetime-local"
            />
          </>
        ) : (
          <p className="quiet">The module has no due date to move.</p>
        )}
        {hasAttempts && <Field label="More attempts" value={attempts} onChange={setAttempts} inputMode="numeric" />}
      </DecisionForm>
    </div>
  );
}

type Wish = GrantRequest extends infer Each
  ? Each extends GrantRequest
    ? Omit<Each, "student" | "module" | "because" | "standing">
    : never
  : never;

interface DecisionFormProps extends Pick<DecideProps, "student" | "module" | "seen" | "isHeld" | "onDecided"> {
  readonly title: string;
  readonly button: string;
  readonly request: () => Wish;
  readonly isReady: boolean;
  readonly onSent?: () => void;
  readonly children?: ReactNode;
}

/** One kind of decision, folded away until it is wanted. */
function DecisionForm(props: DecisionFormProps) {
  const { student, module, seen, isHeld, onDecided, title, button, request, isReady, onSent, children } = props;
  const [because, setBecause] = useDraft(`decide ${student} ${module} because ${title}`);
  const queries = useQueryClient();
  const deciding = useMutation({
    mutationKey: decisionKey({ student, module }),
    mutationFn: async () =>
      service().grantException({ ...request(), student, module, because: because.trim(), standing: [...seen] }),
    onSuccess: ({ exception }) => {
      onDecided(exception.id);
      setBecause("");
      onSent?.();
      return refreshGrades(queries);
    },
    onError: (error) => (isMeanwhile(error) ? refreshGrades(queries) : undefined),
  });
  function send(event: SubmitEvent) {
    event.preventDefault();
    deciding.mutate();
  }
  return (
    <details className={styles.form}>
      <summary>{title}</summary>
      <form onSubmit={send}>
        {children}
        <Field label="Reason, which the student reads" value={because} onChange={setBecause} />
        {deciding.isError && !isMeanwhile(deciding.error) && <Problem error={deciding.error} />}
        <button
          type="submit"
          className="primary"
          disabled={!isReady || because.trim() === "" || deciding.isPending || isHeld}
        >
          {button}
        </button>
        <span role="status" className={styles.done}>
          {deciding.isSuccess && because === "" && "Done."}
        </span>
      </form>
    </details>
  );
}

/** As people write it: `84,5` is 84.5. @throws Error for what is none. */
function numberOf(text: string): number {
  const written = text.trim().replace(",", ".");
  // What JavaScript takes besides, as 0x10 or 1e3, nobody means by it.
  if (!/^-?\d+(\.\d+)?$/.test(written)) {
    throw new Error(`Write a number, such as 84.5, in place of ${JSON.stringify(text)}.`);
  }
  return Number(written);
}

function isMeanwhile(error: unknown): boolean {
  return error instanceof ApiError && error.code === "changed-meanwhile";
}
