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

/** How the best of ours stands beside the others in one row; null where there is nothing to compare. */
export interface Ratios {
  /** The time of the fastest JavaScript peer, over ours: above 1 we are faster. */
  readonly bestPeer: number | null;
  readonly bestPeerName: string | null;
  readonly pytorch: number | null;
  readonly pytorchFused: number | null;
  /** The time of the limit over ours: 1 is as fast as the machine can be. */
  readonly ofLimit: number | null;
}

/** The ratios of a row. Ours is the faster of our columns. */
export function ratiosOf(outcomes: ReadonlyMap<string, Outcome>, figure: Figure): Ratios {
  const timeOf = (name: string) => outcomes.get(name)?.[figure] ?? null;
  const fastest = (side: Side) =>
    contenders
      .filter((entry) => entry.side === side)
      .map(({ name }) => ({ name, time: timeOf(name) ?? Number.POSITIVE_INFINITY }))
      .reduce((best, each) => (each.time < best.time ? each : best));
  const ours = fastest("ours").time;
  const over = (time: number | null) =>
    time === null || !Number.isFinite(time) || !Number.isFinite(ours) ? null : time / ours;
  const peer = fastest("peer");
  const bestPeer = over(peer.time);
  return {
    bestPeer,
    bestPeerName: bestPeer === null ? null : peer.name,
    pytorch: over(timeOf("PyTorch")),
    pytorchFused: over(timeOf("PyTorch fused")),
    ofLimit: over(timeOf("limit")),
  };
}

/** The table in Markdown, with the columns of those that were there. */
export function tableOf(results: readonly RowOutcome[], figure: Figure): string {
  const there = contenders.filter(({ name }) => results.some(({ outcomes }) => isThere(outcomes.get(name))));
  const pytorch = there.filter(({ side }) => side === "pytorch");
  const header = [
    "work",
    ...there.map(({ name }) => name),
    "best peer",
    ...pytorch.map(({ name }) => `vs ${name}`),
    "of limit",
  ];
  const lines = results.map(({ row, outcomes }) => {
    const ratios = ratiosOf(outcomes, figure);
    return [
      row.name,
      ...there.map((entry) => cell(entry, outcomes, figure)),
      ratios.bestPeer === null ? "" : `${times(ratios.bestPeer)} (${ratios.bestPeerName})`,
      ...pytorch.map(({ name }) => times(name === "PyTorch" ? ratios.pytorch : ratios.pytorchFused)),
      ratios.ofLimit === null ? "" : `${Math.round(100 * ratios.ofLimit)} %`,
    ];
  });
  return markdown([header, ...lines]);
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

function times(ratio: number | null): string {
  return ratio === null ? "" : `${ratio >= 10 ? Math.round(ratio) : ratio.toFixed(ratio < 1 ? 2 : 1)}×`;
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => (column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join("\n");
}
