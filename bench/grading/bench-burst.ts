import { setTimeout } from "node:timers/promises";
import { ApiError, type Client, type RunTimings } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import { machine } from "../machine.ts";
import { quantile } from "../quantile.ts";
import { sparkline } from "../sparkline.ts";
import { type MemorySample, watchMemory } from "./process-memory.ts";
import { graders, moduleId, referenceFiles } from "./reference.ts";
import { type BenchServer, startServer } from "./server.ts";

export interface BurstOptions {
  readonly json: boolean;
  /** How many come at once. */
  readonly burst: number;
}

/** Accounts that hand in, each all its share at once, and then follow one after another to the grade. */
const mostStudents = 50;
const sampleMilliseconds = 250;
/** Memory is watched this much longer, to see what is given back. */
const restMilliseconds = 5_000;
const chartWidth = 60;

/** What one submission came to: `error` is a refusal's code, a failure's sentence, or a score that is not the reference's. */
interface Outcome {
  readonly acceptMilliseconds: number;
  readonly timings: RunTimings | null;
  readonly error: string | null;
}

/**
 * The last hour before a due date: many submissions of the reference at the same moment, through the real server,
 * database and sandbox. Tells what went wrong (nothing may), how long they waited, and what memory it took.
 */
export async function benchBurst({ json, burst }: BurstOptions): Promise<void> {
  const files = await referenceFiles();
  const say = (line: string) => {
    if (!json) process.stdout.write(`${line}\n`);
  };
  const students = Math.min(mostStudents, burst);
  say(`${burst} submissions of ${moduleId} at once, from ${students} students, with ${graders} graders …`);

  const server = await startServer(graders);
  try {
    // One before, so that what is loaded once is not taken for growth.
    await handIn(server, await server.student("first"), files, 1);
    const clients = await Promise.all(
      Array.from({ length: students }, (_, index) => server.student(`student ${index}`)),
    );
    const memory = watchMemory(server.process.pid ?? 0, sampleMilliseconds);
    const begun = performance.now();
    const shares = clients.map((client, index) => {
      const share = Math.floor(burst / students) + (index < burst % students ? 1 : 0);
      return handIn(server, client, files, share);
    });
    const outcomes = (await Promise.all(shares)).flat();
    const seconds = (performance.now() - begun) / 1000;
    await setTimeout(restMilliseconds);
    memory.stop();

    const result = summarize(outcomes, memory.samples, seconds);
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else for (const line of describe(result)) say(line);
    if (result.errors > 0) process.exitCode = 1;
  } finally {
    await server.close();
  }
}

/** Hands in a student's share at once, then follows each to its grade. */
async function handIn(
  { instructor }: BenchServer,
  client: Client,
  files: SubmittedFiles,
  share: number,
): Promise<Outcome[]> {
  const receipts = await Promise.all(
    Array.from({ length: share }, async () => {
      const begun = performance.now();
      const id = await client.submit({ module: moduleId, files: { ...files } }).then(
        (receipt) => receipt.id,
        (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
      );
      return { id, acceptMilliseconds: performance.now() - begun };
    }),
  );
  const outcomes: Outcome[] = [];
  for (const { id, acceptMilliseconds } of receipts) {
    if (id instanceof Error) outcomes.push({ acceptMilliseconds, timings: null, error: reason(id) });
    else outcomes.push({ acceptMilliseconds, ...(await follow(client, instructor, id)) });
  }
  return outcomes;
}

/** Follows as the student, and reads the times as the instructor. */
async function follow(client: Client, instructor: Client, id: string): Promise<Pick<Outcome, "timings" | "error">> {
  try {
    for await (const _ of client.events(id));
    const { status, score, timings, failure } = await instructor.submission(id);
    const right = status === "graded" && score === 100;
    return { timings, error: right ? null : (failure ?? `the reference scored ${score}`) };
  } catch (error) {
    return { timings: null, error: reason(error) };
  }
}

function reason(error: unknown): string {
  return error instanceof ApiError ? error.code : error instanceof Error ? error.message : String(error);
}

type BurstResult = ReturnType<typeof summarize>;

function summarize(outcomes: readonly Outcome[], memory: readonly MemorySample[], seconds: number) {
  const spread = (values: readonly number[]) => ({
    p50: quantile(values, 0.5),
    p95: quantile(values, 0.95),
    most: Math.max(...values),
  });
  const of = (name: keyof RunTimings) =>
    spread(outcomes.flatMap(({ timings }) => (timings === null ? [] : [timings[name]])));
  const failed = outcomes.filter(({ error }) => error !== null);
  const reasons = Map.groupBy(failed, ({ error }) => error);
  return {
    machine: machine(),
    graders,
    submissions: outcomes.length,
    errors: failed.length,
    errorsByReason: Object.fromEntries([...reasons].map(([why, all]) => [why, all.length])),
    seconds,
    submissionsPerSecond: (outcomes.length - failed.length) / seconds,
    /** From sending to the receipt, by the students' clock (ms); the rest by the server's. */
    accepting: spread(outcomes.map(({ acceptMilliseconds }) => acceptMilliseconds)),
    waiting: of("queue"),
    tests: of("tests"),
    sandbox: of("sandbox"),
    store: of("store"),
    total: of("total"),
    memory,
  };
}

function describe(result: BurstResult): string[] {
  const { machine: on, submissions, errors, seconds, memory } = result;
  const lines = [
    "",
    `${on.processor}, ${on.cores} cores, ${on.memoryGigabytes} GB, Node ${on.node}, ${on.platform}`,
    "",
    `${submissions} submissions, ${errors} errors, ${seconds.toFixed(1)} s, ${result.submissionsPerSecond.toFixed(1)} a second`,
    ...Object.entries(result.errorsByReason).map(([why, count]) => `  ${count} times: ${why}`),
    "",
    row("milliseconds", ["half", "95 of 100", "most"]),
  ];
  for (const name of ["accepting", "waiting", "tests", "sandbox", "store", "total"] as const) {
    const { p50, p95, most } = result[name];
    lines.push(row(name, [p50.toFixed(1), p95.toFixed(1), most.toFixed(1)]));
  }
  lines.push("", row("memory, MB", ["first", "most", "last"]));
  for (const name of ["server", "graders", "sandboxes"] as const) {
    const values = memory.map((sample) => sample[name]);
    const figures = [values[0] ?? 0, Math.max(...values), values.at(-1) ?? 0].map((value) => value.toFixed(0));
    lines.push(`${row(name, figures)}  ${sparkline(values, chartWidth)}`);
  }
  return lines;
}

function row(name: string, figures: readonly string[]): string {
  return name.padEnd(16) + figures.map((figure) => figure.padStart(12)).join("");
}
