import { contenders, type Entry, type Side } from "./contenders.ts";
import type { Outcome } from "./run-row.ts";
import { limitOf, type Row } from "./work.ts";

/** A row with what came of everyone in it, by name. */
export interface RowOutcome {
  readonly row: Row;
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/** Which of the two figures a table shows. */
export type Figure = "median" | "minimum";

/** The times of others over one of ours: above 1 we are faster. Null where there is nothing to compare. */
export interface Against {
  /** The fastest JavaScript peer. */
  readonly bestPeer: number | null;
  readonly pytorch: number | null;
  readonly pytorchFused: number | null;
}

/** How we stand in one row. */
export interface Ratios {
  readonly bestPeerName: string | null;
  /** The faster of our columns of one thread. */
  readonly oneThread: Against;
  readonly twoThreads: Against;
  /** The time of the limit over ours on one thread: 1 is as fast as the machine can be. */
  readonly ofLimit: number | null;
}

/** The ratios of a row. */
export function ratiosOf(outcomes: ReadonlyMap<string, Outcome>, figure: Figure): Ratios {
  const timeOf = (name: string) => outcomes.get(name)?.[figure] ?? null;
  const fastest = (side: Side) =>
    contenders
      .filter((entry) => entry.side === side)
      .map(({ name }) => ({ name, time: timeOf(name) ?? Number.POSITIVE_INFINITY }))
      .reduce((best, each) => (each.time < best.time ? each : best));
  const over = (time: number | null, ours: number) =>
    time === null || !Number.isFinite(time) || !Number.isFinite(ours) ? null : time / ours;
  const peer = fastest("peer");
  const against = (ours: number): Against => ({
    bestPeer: over(peer.time, ours),
    pytorch: over(timeOf("PyTorch"), ours),
    pytorchFused: over(timeOf("PyTorch fused"), ours),
  });
  const ours = fastest("ours").time;
  return {
    bestPeerName: Number.isFinite(peer.time) ? peer.name : null,
    oneThread: against(ours),
    twoThreads: against(fastest("our threads").time),
    ofLimit: over(timeOf("limit"), ours),
  };
}

/** The table in Markdown, with the columns of those that were there. */
export function tableOf(results: readonly RowOutcome[], figure: Figure): string {
  const there = contenders.filter(({ name }) => results.some(({ outcomes }) => isThere(outcomes.get(name))));
  const pytorch = there.filter(({ side }) => side === "pytorch");
  const header = [
    "work",
    ...there.map(({ name }) => name),
    "best peer, by 1 / 2 threads",
    ...pytorch.map(({ name }) => `${name}, by 1 / 2 threads`),
    "of limit",
  ];
  const lines = results.map(({ row, outcomes }) => {
    const { bestPeerName, oneThread, twoThreads, ofLimit } = ratiosOf(outcomes, figure);
    const both = (of: keyof Against) =>
      [oneThread[of], twoThreads[of]]
        .filter((ratio) => ratio !== null)
        .map(times)
        .join(" / ");
    return [
      row.name,
      ...there.map(
        (entry) => cell(entry, outcomes, figure) + (coarseness(row, entry.name, outcomes) === null ? "" : "*"),
      ),
      bestPeerName === null ? "" : `${both("bestPeer")} (${bestPeerName})`,
      ...pytorch.map(({ name }) => both(name === "PyTorch" ? "pytorch" : "pytorchFused")),
      ofLimit === null ? "" : `${Math.round(100 * ofLimit)} %`,
    ];
  });
  return markdown([header, ...lines]);
}

/** What the stars in the table mean, one line each: answers that are coarser than ours. */
export function coarserLines(results: readonly RowOutcome[]): string[] {
  return results.flatMap(({ row, outcomes }) =>
    contenders.flatMap(({ name }) => {
      const how = coarseness(row, name, outcomes);
      return how === null ? [] : [`* ${row.name}, ${name}: coarser than ours, ${how}`];
    }),
  );
}

/** How a contender's answer in a row is coarser; null when it is not, or was not timed. */
function coarseness({ coarser = {} }: Row, name: string, outcomes: ReadonlyMap<string, Outcome>): string | null {
  return outcomes.get(name)?.state === "timed" ? (coarser[name] ?? null) : null;
}

/** What the machine can do, one line each. */
export function limitLines(results: readonly RowOutcome[], figure: Figure): string[] {
  return results.map(({ row, outcomes }) => `${row.name}: ${rateOf(row, outcomes.get("limit"), figure)}`);
}

function rateOf({ job }: Row, outcome: Outcome | undefined, figure: Figure): string {
  const seconds = outcome?.[figure] ?? null;
  const limit = limitOf(job);
  if (seconds === null || limit === null) return outcome?.detail ?? "not measured";
  return limit.of === "arithmetic"
    ? `${(limit.operations / seconds / 1e9).toFixed(1)} GFLOP/s`
    : `${(limit.bytes / seconds / 1e9).toFixed(1)} GB/s`;
}

function isThere(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && outcome.state !== "absent" && outcome.state !== "cannot";
}

function cell({ name }: Entry, outcomes: ReadonlyMap<string, Outcome>, figure: Figure): string {
  const outcome = outcomes.get(name);
  if (outcome === undefined || outcome.state === "cannot" || outcome.state === "absent") return "";
  const seconds = outcome[figure];
  return seconds === null ? outcome.state : formatSeconds(seconds);
}

/** Three digits in the unit that suits them. */
export function formatSeconds(seconds: number): string {
  const [value, unit] = seconds < 1e-3 ? [seconds * 1e6, "µs"] : seconds < 1 ? [seconds * 1e3, "ms"] : [seconds, "s"];
  return `${value.toPrecision(3).includes("e") ? Math.round(value) : Number(value.toPrecision(3))} ${unit}`;
}

function times(ratio: number): string {
  return `${ratio >= 10 ? Math.round(ratio) : ratio.toFixed(ratio < 1 ? 2 : 1)}×`;
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => (column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join("\n");
}
