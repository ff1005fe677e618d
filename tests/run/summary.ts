import type { LaneReport } from "./lane-report.ts";

/** What turbo says of one task of a run. */
export interface TimedTask {
  readonly taskId: string;
  readonly command: string;
  readonly cache: { readonly status: "HIT" | "MISS" };
  /** In milliseconds since 1970; missing of a task that did not start. */
  readonly execution?: { readonly startTime: number; readonly endTime: number; readonly exitCode: number | null };
}

/** The tests of all reports together. */
export function sumOf(reports: readonly LaneReport[]) {
  const sum = (figure: (report: LaneReport) => number) => reports.reduce((total, report) => total + figure(report), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    wasm: sum(({ conforming }) => conforming.wasm),
    js: sum(({ conforming }) => conforming.js),
  };
}

/** How long each task took, the longest first. Tasks without a command only carry the keys of others. */
export function timesOf(tasks: readonly TimedTask[]): string[] {
  const seconds = ({ execution }: TimedTask) =>
    execution === undefined ? 0 : (execution.endTime - execution.startTime) / 1000;
  const how = ({ cache, execution }: TimedTask) => {
    if (cache.status === "HIT") return "  (as before: nothing that it depends on changed)";
    return execution?.exitCode === 0 ? "" : "  FAILED";
  };
  return tasks
    .filter(({ command }) => command !== "<NONEXISTENT>")
    .toSorted((a, b) => seconds(b) - seconds(a))
    .map((task) => `${seconds(task).toFixed(1).padStart(6)} s  ${task.taskId}${how(task)}`);
}

/** The files that took longest, of those that ran or would have. */
export function slowestFiles(reports: readonly LaneReport[], most: number): string[] {
  return reports
    .flatMap(({ files }) => files)
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, most)
    .map(({ file, project, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${file} (${project})`);
}
