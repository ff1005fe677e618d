import { useMutation, useQuery } from "@tanstack/react-query";
import type { Rerun, Verdict } from "@tinytorch/api";
import { Problem } from "../../components/problem.tsx";
import { When } from "../../components/when.tsx";
import { service } from "../../session/session.ts";
import { useMay } from "../../session/use-may.ts";
import styles from "./files.module.css";
import { rerunQuery, runQuery } from "./queries.ts";

/** How the submission was graded, and the same once more for a look. */
export default function RunFacts({ runId }: { readonly runId: string }) {
  const run = useQuery(runQuery(runId));
  const mayRerun = useMay("rerun.make");
  return (
    <section aria-labelledby="run">
      <h2 id="run">The run</h2>
      {run.isError && <Problem error={run.error} retry={run.refetch} />}
      {run.data !== undefined && (
        <>
          <p>
            Graded <When at={run.data.gradedAt} />, with the seed {run.data.seed}
            {run.data.timings !== null && `, in ${(run.data.timings.total / 1000).toFixed(1)} s from its receipt`}.
          </p>
          <details className={styles.file}>
            <summary>What it was run with</summary>
            <ul className={styles.hashes}>
              {Object.entries(run.data.hashes).map(([name, hash]) => (
                <li key={name}>
                  {name} <code>{hash}</code>
                </li>
              ))}
              <li>sandbox: {run.data.sandbox.join(", ")}</li>
              <li>
                run <code>{run.data.id}</code>
              </li>
            </ul>
          </details>
        </>
      )}
      {mayRerun && <RunAgain runId={runId} />}
    </section>
  );
}

function RunAgain({ runId }: { readonly runId: string }) {
  const starting = useMutation({ mutationFn: () => service().startRerun(runId) });
  const rerun = useQuery(rerunQuery(starting.data?.id));
  const shown = rerun.data ?? starting.data;
  const isOn = shown !== undefined && (shown.status === "queued" || shown.status === "running");
  return (
    <>
      <p>
        <button type="button" disabled={starting.isPending || isOn} onClick={() => starting.mutate()}>
          Run it again
        </button>{" "}
        <span className="quiet">with the same files and the same seed; it changes no grade</span>
      </p>
      {starting.isError && <Problem error={starting.error} />}
      {rerun.isError && <Problem error={rerun.error} retry={rerun.refetch} />}
      <div role="status">{shown !== undefined && <Outcome rerun={shown} />}</div>
    </>
  );
}

function Outcome({ rerun: { status, comparison, failure } }: { readonly rerun: Rerun }) {
  if (status === "failed") return <p>{failure ?? "The grader broke on it at every attempt."}</p>;
  if (comparison === null) return <p>It waits behind what students handed in, and is graded then.</p>;
  const { same, before, after, tests, differs } = comparison;
  const made = differs.length === 0 ? "with all else the same" : `with another ${differs.join(", ")}`;
  if (same) {
    return (
      <p>
        The same report: {after.score} of {after.maxScore}, every verdict as before, {made}.
      </p>
    );
  }
  return (
    <>
      <p>
        Another report: {before.score} of {before.maxScore} before, {after.score} of {after.maxScore} now, {made}.
      </p>
      <ul>
        {tests.map((test) => (
          <li key={test.id}>
            {test.id}: {sayVerdict(test.before)}, now {sayVerdict(test.after)}
          </li>
        ))}
      </ul>
    </>
  );
}

function sayVerdict(verdict: Verdict | null): string {
  if (verdict === null) return "not there";
  const { status, kind, score, maxScore } = verdict;
  return `${status}${kind === null ? "" : ` (${kind})`}, ${score} of ${maxScore}`;
}
