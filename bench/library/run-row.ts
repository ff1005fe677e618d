import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile } from "../quantile.ts";
import { distanceBetween, tolerance } from "./compare.ts";
import { ContenderProcess } from "./contender-process.ts";
import { type Entry, reference } from "./contenders.ts";
import { writeInputs } from "./inputs.ts";
import type { Timing } from "./measure.ts";
import { taskOf } from "./protocol.ts";
import type { Row } from "./work.ts";

/** How long a row is measured. */
export interface Effort {
  /** How often everyone gets a turn. */
  readonly rounds: number;
  /** The least time of a turn, in seconds. */
  readonly seconds: number;
  /** The one processor for everyone with one thread, by its number; the system's choice without. */
  readonly processor?: string;
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
  /** What came of the check. */
  readonly outcome: Outcome;
  readonly timings: Timing[];
  failure: string | null;
}

/** Whoever takes longer than this for doing the work once, in seconds, gets no more than two turns. */
const slow = 1;
const seed = 20_260_301;

/**
 * One row: everyone is given the same inputs and compared with the reference; those that agree are timed in turns, A, B, C,
 * A, B, C, …, so that whatever else the machine does meets all of them.
 */
export async function runRow({ job }: Row, entries: readonly Entry[], effort: Effort): Promise<Map<string, Outcome>> {
  const folder = mkdtempSync(join(tmpdir(), "bench-library-"));
  const outcomes = new Map<string, Outcome>();
  const running: Running[] = [];
  try {
    writeFileSync(join(folder, "task.json"), JSON.stringify(taskOf(job)));
    writeInputs(folder, job, seed);
    if (job.kind !== "limit") await writeReference(folder);
    // Nothing is timed yet, so they may get ready side by side.
    const opened = entries.map(async (entry) => {
      const process = ContenderProcess.start(entry, folder, effort.processor);
      const outcome = await openingOutcome(process, entry, folder, tolerance(job));
      return { entry, process, outcome, timings: [], failure: null };
    });
    running.push(...(await Promise.all(opened)));
    await takeTurns(running, effort);
    for (const each of running) outcomes.set(each.entry.name, timedOutcome(each));
  } finally {
    await Promise.all(running.map(({ process }) => process.close()));
    rmSync(folder, { recursive: true });
  }
  return outcomes;
}

async function writeReference(folder: string): Promise<void> {
  const process = ContenderProcess.start(reference, folder);
  const { state, detail } = await openingOutcome(process, reference, folder, 0);
  await process.close();
  if (state !== "timed") throw new Error(`bench: the reference must do the work, got ${state}: ${detail}`);
}

async function openingOutcome(
  process: ContenderProcess,
  { name, side }: Entry,
  folder: string,
  allowed: number,
): Promise<Outcome> {
  try {
    const { state, detail } = await process.opening();
    if (state !== "ready") return untimed(state, detail);
    const distance = side === "limit" ? 0 : distanceBetween(folder, name, reference.name);
    return distance <= allowed
      ? untimed("timed", detail)
      : untimed("other result", `${detail}: ${distance.toExponential(1)} from the reference`);
  } catch (error) {
    return untimed("failed", messageOf(error));
  }
}

/** The first turn warms up, and does not count. */
async function takeTurns(running: readonly Running[], { rounds, seconds }: Effort): Promise<void> {
  for (let round = 0; round <= rounds; round++) {
    for (const each of running) {
      const { process, outcome, timings, failure } = each;
      if (outcome.state !== "timed" || failure !== null || (timings.length > 2 && timings[0].minimum > slow)) continue;
      try {
        timings.push(await process.measure(seconds));
      } catch (error) {
        each.failure = messageOf(error);
      }
    }
  }
}

function timedOutcome({ outcome, timings, failure }: Running): Outcome {
  if (failure !== null) return untimed("failed", failure);
  if (outcome.state !== "timed") return outcome;
  const turns = timings.slice(1);
  const medians = turns.map(({ median }) => median);
  const minimum = Math.min(...turns.map((turn) => turn.minimum));
  return { ...outcome, median: quantile(medians, 0.5), minimum };
}

function untimed(state: Outcome["state"], detail: string): Outcome {
  return { state, detail, median: null, minimum: null };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
