import { useQuery } from "@tanstack/react-query";
import type { Queue } from "@tinytorch/api";
import { Problem } from "../../components/problem.tsx";
import { Scrolling } from "../../components/scrolling.tsx";
import { queueQuery } from "./queries.ts";

const kinds = { grade: "submissions", rerun: "reruns", regrade: "regrades" } as const;
const channels = { mail: "e-mail", webhook: "webhooks" } as const;

/** How much waits, how long the oldest does, and how many graders are up. */
export function QueueView() {
  const queue = useQuery(queueQuery);
  if (queue.isError) return <Problem error={queue.error} retry={queue.refetch} />;
  if (queue.data === undefined) return null;
  const { graders, work, messages } = queue.data;
  const rows = [
    ...work.map(({ kind, ...rest }) => ({ what: kinds[kind], ...rest })),
    ...messages.map(({ channel, ...rest }) => ({ what: `messages by ${channels[channel]}`, running: null, ...rest })),
  ];
  return (
    <>
      {graders === 0 ? (
        <Problem
          error={new Error("No grader is up, so nothing is graded. Whoever runs the service must look at its log.")}
        />
      ) : (
        <p>{graders === 1 ? "1 grader is up." : `${graders} graders are up.`}</p>
      )}
      {rows.length === 0 ? <p>Nothing waits: all is graded and told.</p> : <QueueTable rows={rows} />}
    </>
  );
}

interface Row extends Omit<Queue["work"][number], "kind" | "running"> {
  readonly what: string;
  readonly running: number | null;
}

function QueueTable({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <Scrolling label="What waits">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Waiting</th>
            <th scope="col">Under way</th>
            <th scope="col">Set aside</th>
            <th scope="col">The oldest waits</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, waiting, running, dead, oldestSeconds }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{waiting}</td>
              <td>{running ?? "–"}</td>
              <td>{dead}</td>
              <td>{waiting === 0 ? "–" : saySeconds(oldestSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function saySeconds(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
