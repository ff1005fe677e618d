import { machine } from "../machine.ts";
import { contenders, type Entry } from "./contenders.ts";
import { type Effort, type Outcome, runRow } from "./run-row.ts";
import { coarserLines, type Figure, formatSeconds, limitLines, type RowOutcome, ratiosOf, tableOf } from "./table.ts";
import { limitRows, type Row, rows } from "./work.ts";

export interface BenchLibraryOptions {
  /** Only the rows whose names contain this. */
  readonly only?: string | undefined;
  /** Short turns, and few: to see that all is well, not to quote. */
  readonly quick: boolean;
  /** The fastest sample in place of the median. */
  readonly minimum: boolean;
  readonly json: boolean;
  /** The number of a processor that everyone with one thread runs on, where some are slower than others. */
  readonly pin?: string | undefined;
}

const thorough: Effort = { rounds: 5, seconds: 0.25 };
const hasty: Effort = { rounds: 2, seconds: 0.05 };

/**
 * This library beside its peers in one run on the same inputs, and beside what the machine can do. Each contender does each row
 * in a process of its own, on one thread (this library also on two), and its result is compared with the reference before it is timed. A time covers
 * everything from inputs in the library's memory to a result there that may be read, and letting go of that result; for a
 * training step, also reading the loss as a number.
 */
export async function benchLibrary({ only, quick, minimum, json, pin }: BenchLibraryOptions): Promise<void> {
  const chosen = rows.filter(({ name }) => only === undefined || name.includes(only));
  if (chosen.length === 0) {
    const names = rows.map(({ name }) => `  ${name}`).join("\n");
    throw new RangeError(`bench: a row's name must contain "${only}", got none of\n${names}`);
  }
  const effort = { ...(quick ? hasty : thorough), ...(pin !== undefined && { processor: pin }) };
  const figure: Figure = minimum ? "minimum" : "median";
  const absent = new Map<string, string>();
  const begun = performance.now();
  const measured = async (row: Row): Promise<RowOutcome> => {
    const outcomes = await runRow(row, invited(row, absent), effort);
    for (const [name, { state, detail }] of outcomes) if (state === "absent") absent.set(name, detail);
    const seconds = ((performance.now() - begun) / 1000).toFixed(0).padStart(4);
    process.stderr.write(`${seconds} s  ${row.name}: ${progress(outcomes, figure)}\n`);
    return { row, outcomes };
  };

  const limits: RowOutcome[] = [];
  for (const row of limitRows) limits.push(await measured(row));
  const results: RowOutcome[] = [];
  for (const row of chosen) results.push(await measured(row));

  if (json) {
    process.stdout.write(`${JSON.stringify(report(limits, results, figure), null, 2)}\n`);
    return;
  }
  const { processor, cores, memoryGigabytes, node, platform } = machine();
  const lines = [
    `${processor}, ${cores} cores, ${memoryGigabytes} GB, ${platform}, Node ${node}; one thread each unless it says two; ${figure}s of ${effort.rounds} turns of ${effort.seconds} s${pin === undefined ? "" : `, one thread on processor ${pin}`}.`,
    "",
    ...limitLines(limits, figure),
    "",
    tableOf(results, figure),
    "",
    ...coarserLines(results),
    ...descriptions(results),
    ...[...absent].map(([name, detail]) => `${name}: not found (${detail})`),
    ...troubles(results),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** Who is asked to do a row. */
function invited({ job }: Row, absent: ReadonlyMap<string, string>): Entry[] {
  return contenders.filter(({ name, side, only }) =>
    job.kind === "limit" ? side === "limit" : !absent.has(name) && (only === undefined || only.includes(job.kind)),
  );
}

function progress(outcomes: ReadonlyMap<string, Outcome>, figure: Figure): string {
  return [...outcomes]
    .filter(([, { state }]) => state !== "cannot" && state !== "absent")
    .map(([name, outcome]) => {
      const seconds = outcome[figure];
      return `${name} ${seconds === null ? outcome.state : formatSeconds(seconds)}`;
    })
    .join(", ");
}

/** What ran in each column. */
function descriptions(results: readonly RowOutcome[]): string[] {
  const known = new Map(
    results.flatMap(({ outcomes }) =>
      [...outcomes].flatMap(([name, { state, detail }]) => (state === "timed" ? [[name, detail] as const] : [])),
    ),
  );
  return [...known].map(([name, detail]) => `${name}: ${detail}`);
}

/** Those that did other work, or none for a reason of their own. */
function troubles(results: readonly RowOutcome[]): string[] {
  return results.flatMap(({ row, outcomes }) =>
    [...outcomes]
      .filter(([, { state }]) => state === "other result" || state === "failed")
      .map(([name, { state, detail }]) => `${row.name}, ${name}: ${state} (${detail})`),
  );
}

function report(limits: readonly RowOutcome[], results: readonly RowOutcome[], figure: Figure): object {
  const plain = ({ row, outcomes }: RowOutcome) => ({
    ...row,
    outcomes: Object.fromEntries(outcomes),
    ratios: ratiosOf(outcomes, figure),
  });
  return { machine: machine(), figure, limits: limits.map(plain), rows: results.map(plain) };
}
