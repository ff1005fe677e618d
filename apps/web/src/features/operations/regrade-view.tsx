import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { KeptReason, Regrade } from "@tinytorch/api";
import { useEffect, useRef } from "react";
import { Problem } from "../../components/problem.tsx";
import { Scrolling } from "../../components/scrolling.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { When } from "../../components/when.tsx";
import { service } from "../../session/session.ts";
import styles from "./operations.module.css";
import { regradeQuery } from "./queries.ts";
import { regradeStates } from "./regrade-states.ts";

const reasons: Readonly<Record<KeptReason, string>> = {
  "graded-again": "it was graded again meanwhile, by another regrade",
  "grader-broke": "the grader broke on it, which is among what was set aside",
  newer: "it was handed in after this regrade began",
};

/** A regrade: how far it is, what it would change or changed, and what is to be decided. */
export function RegradeView({ id }: { readonly id: string }) {
  const regrade = useQuery(regradeQuery(id));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const data = regrade.data;
  return (
    <section aria-labelledby="regrade" className={styles.panel}>
      <h3 id="regrade" ref={heading} tabIndex={-1}>
        Regrade {id.slice(0, 8)}
        {data !== undefined && ` of ${data.module}, ${regradeStates[data.state]}`}
      </h3>
      {regrade.isError && <Problem error={regrade.error} retry={regrade.refetch} />}
      {regrade.isPending && <Skeleton of="the regrade" lines={2} />}
      {data !== undefined && (
        <>
          <p aria-live="polite">
            {data.done} of {data.total} graded again{data.failed > 0 && `; the grader broke on ${data.failed}`}.
          </p>
          {data.state === "running" && (
            <progress className={styles.progress} aria-label="Graded again" max={data.total} value={data.done} />
          )}
          <Changes regrade={data} />
          <Kept regrade={data} />
          <Decision regrade={data} />
        </>
      )}
    </section>
  );
}

function Changes({ regrade: { changes, state } }: { readonly regrade: Regrade }) {
  if (changes.length === 0) return state === "running" ? null : <p>No score is another than before.</p>;
  return (
    <Scrolling label="Scores that change">
      <table>
        <caption>{state === "applied" ? "What changed" : "What would change"}</caption>
        <thead>
          <tr>
            <th scope="col">Student</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
            <th scope="col">Change</th>
            <th scope="col">Is the grade</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ submissionId, student, before, after, difference, maxScore, counts }) => (
            <tr key={submissionId}>
              <th scope="row">
                <Link to="/submissions/$id" params={{ id: submissionId }}>
                  <bdi>{student.name}</bdi>
                </Link>
              </th>
              <td>{before}</td>
              <td>
                {after} of {maxScore}
              </td>
              <td>{difference > 0 ? `+${difference}` : `−${-difference}`}</td>
              <td>{counts ? "yes" : "no"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function Kept({ regrade: { kept, state } }: { readonly regrade: Regrade }) {
  if (kept.length === 0) return null;
  return (
    <>
      <p>{state === "applied" ? "Not replaced:" : "Would not be replaced:"}</p>
      <ul>
        {kept.map(({ submissionId, student, why }) => (
          <li key={submissionId}>
            <Link to="/submissions/$id" params={{ id: submissionId }}>
              <bdi>{student.name}</bdi>
            </Link>
            : {reasons[why]}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is to be decided, or what was. */
function Decision({ regrade: { id, state, appliedAt } }: { readonly regrade: Regrade }) {
  const queries = useQueryClient();
  const deciding = useMutation({
    mutationFn: (what: "apply" | "cancel") =>
      what === "apply" ? service().applyRegrade(id) : service().cancelRegrade(id),
    onSuccess: () => queries.invalidateQueries(),
  });
  if (state === "cancelled") return <p>No grade was changed.</p>;
  if (state === "applied") {
    return (
      <p role="status">
        The new runs stand
        {appliedAt !== null && (
          <>
            , since <When at={appliedAt} />
          </>
        )}
        ; the old ones stay on record.
      </p>
    );
  }
  return (
    <>
      {state === "ready" && <p>Nothing is changed yet.</p>}
      {deciding.isError && <Problem error={deciding.error} />}
      <p className="row">
        <button
          type="button"
          className="primary"
          disabled={state !== "ready" || deciding.isPending}
          onClick={() => deciding.mutate("apply")}
        >
          Let the new runs stand
        </button>
        <button type="button" disabled={deciding.isPending} onClick={() => deciding.mutate("cancel")}>
          End it and change nothing
        </button>
      </p>
    </>
  );
}
