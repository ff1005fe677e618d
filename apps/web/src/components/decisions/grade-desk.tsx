import { useIsMutating, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { exceptionsOfQuery, gradesOfQuery } from "../../queries/class.ts";
import { assignmentsQuery } from "../../queries/course.ts";
import { useMay } from "../../session/use-may.ts";
import { GradePoints } from "../grade-points.tsx";
import { sayLate } from "../late.ts";
import { Problem } from "../problem.tsx";
import { When } from "../when.tsx";
import { Decide } from "./decide.tsx";
import { decisionKey } from "./decision-key.ts";
import styles from "./decisions.module.css";
import { Standing } from "./standing.tsx";

interface GradeDeskProps {
  readonly student: string;
  readonly module: string;
  /** Whether what may be decided is folded away until it is wanted. */
  readonly isFolded?: boolean;
}

/** A student's grade in a module: what it is, how it came about, what holds for this one student, and what staff may decide. */
export function GradeDesk({ student, module, isFolded = false }: GradeDeskProps) {
  const grades = useQuery(gradesOfQuery(student));
  const exceptions = useQuery(exceptionsOfQuery(student));
  const assignments = useQuery(assignmentsQuery);
  const mayDecide = useMay("exception.grant");
  const failed = [grades, exceptions, assignments].find(({ isError }) => isError);
  if (failed !== undefined) return <Problem error={failed.error} retry={failed.refetch} />;
  if (grades.data === undefined || exceptions.data === undefined || assignments.data === undefined) {
    return (
      <p role="status" className={styles.waiting}>
        Loading the grade…
      </p>
    );
  }
  const grade = grades.data.rows[0]?.grades.find((each) => each.module === module);
  const own = exceptions.data.exceptions.filter((each) => each.module === module);
  const assignment = assignments.data.assignments.find((each) => each.module === module);
  return (
    <div className={styles.desk}>
      {grade === undefined ? (
        <p>There is no grade yet: nothing is graded, and nothing was decided that gives one.</p>
      ) : (
        <>
          <p className="row">
            <GradePoints {...grade} maximum={grades.data.maximums[module]} />
            {grade.late !== null && <span>{sayLate(grade.late)}</span>}
          </p>
          <ol className={styles.reason} aria-label="How the grade came about">
            {grade.reason.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
          {grade.submissionId !== null && (
            <p>
              <Link to="/submissions/$id" params={{ id: grade.submissionId }}>
                The submission that counts
                {grade.receivedAt !== null && (
                  <>
                    , of <When at={grade.receivedAt} />
                  </>
                )}
              </Link>
            </p>
          )}
        </>
      )}
      {mayDecide ? (
        <Desk
          key={`${student} ${module}`}
          {...{ student, module, own, isFolded }}
          zone={assignment?.zone ?? "UTC"}
          hasDue={(assignment?.dueAt ?? null) !== null}
          hasAttempts={(assignment?.attempts ?? null) !== null}
          maximum={grades.data.maximums[module] ?? 100}
        />
      ) : (
        <>
          <Standing exceptions={own} />
          <p className="quiet">Points by hand, excuses and extensions are decided by instructors.</p>
        </>
      )}
    </div>
  );
}

interface DeskProps extends GradeDeskProps {
  readonly own: Parameters<typeof Standing>[0]["exceptions"];
  readonly zone: string;
  readonly hasDue: boolean;
  readonly hasAttempts: boolean;
  readonly maximum: number;
}

/** What may be decided, beside what was seen to hold: where somebody else decides meanwhile, that is told first. */
function Desk({ own, isFolded, ...rest }: DeskProps) {
  const ids = own.filter(({ removed }) => removed === null).map(({ id }) => id);
  const [seen, setSeen] = useState(ids);
  // What one decides oneself changes it too.
  const isDeciding = useIsMutating({ mutationKey: decisionKey(rest) }) > 0;
  const changed = !isDeciding && (ids.length !== seen.length || ids.some((id) => !seen.includes(id)));
  const forms = (
    <Decide {...rest} seen={seen} isHeld={changed} onDecided={(id) => setSeen((before) => [...before, id])} />
  );
  return (
    <>
      <Standing exceptions={own} onWithdrawn={(id) => setSeen((before) => before.filter((each) => each !== id))} />
      {changed && (
        <div role="alert" className={styles.meanwhile}>
          <p>Somebody decided about this grade meanwhile. What holds now stands above; what you typed is kept below.</p>
          <button type="button" onClick={() => setSeen(ids)}>
            I have seen it, go on
          </button>
        </div>
      )}
      {isFolded && !changed ? (
        <details className={styles.form}>
          <summary>Decide about this grade</summary>
          {forms}
        </details>
      ) : (
        forms
      )}
    </>
  );
}
