import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile } from "../quantile.ts";
import { distanceBetween, tolerance } from "./compare.ts";
import { ContenderProcess } from "./contender-process.ts";
import { type Entry, reference } from "./contenders.ts";
import { writeInputs } from "./inputs.ts";
import type { Timing } from "./measure.ts";
import type { Row } from "./work.ts";

/** How long a row is measured. */
export interface Effort {
  /** How often everyone gets a turn. */
  readonly rounds: number;
  /** The least time of a turn, in seconds. */
  readonly seconds: number;
}

/** What came of one contender in one row. Times are seconds for doing the work once; null without any. */
export interface Outcome {
  readonly state: "timed" | "other result" | "cannot" | "absent" | "failed";
  /** What ran, or why nothing did. */
  readonly detail: string;
  /** The median of the turns' medians. */
  readonly median: number | null;
  /** The fastest sample of all turns. */
  readonly minimum: number | null;
}

interface Running {
  readonly entry: Entry;
  readonly process: ContenderProcess;
  readonly detail: string;
  readonly timings: Timing[];
}

/** Whoever takes longer than this for doing the work once, in seconds, gets no more than two turns. */
const slow = 1;
const seed = 20_260_301;

/**
 * One row: everyone is given the same inputs and compared with the reference; those that agree are timed in turns, A, B, C,
 * A, B, C, …, so that whatever else the machine does meets all of them.
 */
export async function runRow(
  { job }: Row,
  entries: readonly Entry[],
  { rounds, seconds }: Effort,
): Promise<Map<string, Outcome>> {
  const folder = mkdtempSync(join(tmpdir(), "bench-library-"));
  const outcomes = new Map<string, Outcome>();
  const running: Running[] = [];
  try {
    writeFileSync(join(folder, "job.json"), JSON.stringify(job));
    writeInputs(folder, job, seed);
    if (job.kind !== "limit") await writeReference(folder);
    // Nothing is timed yet, so they may get ready side by side.
    const started = entries.map((entry) => ({ entry, process: ContenderProcess.start(entry, folder) }));
    await Promise.all(
      started.map(async ({ entry, process }) => {
        const outcome = await openingOutcome(process, entry, folder, tolerance(job));
        outcomes.set(entry.name, outcome);
        if (outcome.state !== "timed") await process.close();
      }),
    );
    for (const { entry, process } of started) {
      const outcome = outcomes.get(entry.name);
      if (outcome?.state === "timed") running.push({ entry, process, detail: outcome.detail, timings: [] });
    }
    // The first turn warms up, and does not count.
    for (let round = 0; round <= rounds; round++) {
      for (const { process, timings } of running) {
        if (timings.length > 2 && timings[0].minimum > slow) continue;
        timings.push(await process.measure(seconds));
      }
    }
  } finally {
    await Promise.all(running.map(({ process }) => process.close()));
    rmSync(folder, { recursive: true });
  }
  for (const { entry, detail, timings } of running) {
    const turns = timings.slice(1);
    const medians = turns.map(({ median }) => median);
    const minimum = Math.min(...turns.map((turn) => turn.minimum));
    outcomes.set(entry.name, { state: "timed", detail, median: quantile(medians, 0.5), minimum });
  }
  return outcomes;
}

async function writeReference(folder: string): Promise<void> {
  const process = ContenderProcess.start(reference, folder);
  const { state, detail } = await process.opening();
  await process.close();
  if (state !== "ready") throw new Error(`bench: the reference must do the work, got ${state}: ${detail}`);
}

async function openingOutcome(
  process: ContenderProcess,
  { name, side }: Entry,
  folder: string,
  allowed: number,
): Promise<Outcome> {
  const untimed = (state: Outcome["state"], detail: string) => ({
    state,
    detail,
    median: null,
    minimum: null,
  });
  try {
    const { state, detail } = await process.opening();
    if (state !== "ready") return untimed(state, detail);
    if (side === "limit") return untimed("timed", detail);
    const distance = distanceBetween(folder, name, reference.name);
    return distance <= allowed
      ? untimed("timed", detail)
      : untimed("other result", `${detail}: ${distance.toExponential(1)} from the reference`);
  } catch (error) {
    return untimed("failed", error instanceof Error ? error.message : String(error));
  }
}
