import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Client, RunTimings } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import { machine } from "../machine.ts";
import { quantile } from "../quantile.ts";
import { graders, moduleId, referenceFiles, root } from "./reference.ts";
import { type BenchServer, startServer } from "./server.ts";

export interface BenchOptions {
  readonly json: boolean;
  /** Submissions graded one after another for the latency, and five times as many for the throughput. */
  readonly submissions: number;
}

const coldRuns = 5;
/** Before each of the single submissions: it meets idle cores, not the clearing up after the one before. */
const idleMilliseconds = 500;
/** Enough that both graders always have work. */
const students = 8;

/**
 * How fast the reference solution of module 08 is graded: through the real server, database and sandbox. All times are
 * milliseconds; `total` runs from the receipt to the stored score, by the server's own clock.
 */
export async function benchGrading({ json, submissions }: BenchOptions): Promise<void> {
  const files = await referenceFiles();
  const say = (line: string) => {
    if (!json) process.stdout.write(`${line}\n`);
  };

  async function measure({
    instructor,
    student: account,
  }: BenchServer): Promise<{ timings: readonly RunTimings[]; perSecond: number }> {
    const client = await account("bench");
    const gradeOne = async () => timingsOf(instructor, await handIn(client, files));
    for (let warmUp = 0; warmUp < 2 * graders; warmUp++) await gradeOne();
    const timings: RunTimings[] = [];
    for (let index = 0; index < submissions; index++) {
      await setTimeout(idleMilliseconds);
      timings.push(await gradeOne());
    }

    const many = 5 * submissions;
    say(`… ${many} from ${students} students at once …`);
    // Each with an account of its own: one alone is never given all graders.
    const clients = await Promise.all(Array.from({ length: students }, (_, index) => account(`student ${index}`)));
    const begun = performance.now();
    let waiting = many;
    const student = async (own: Client) => {
      while (waiting-- > 0) await handIn(own, files);
    };
    await Promise.all(clients.map(student));
    const perSecond = (many * 1000) / (performance.now() - begun);
    return { timings, perSecond };
  }

  say(`Grading ${moduleId}'s reference with ${graders} graders: ${submissions} one by one, each on idle cores …`);
  const server = await startServer(graders);
  const { timings, perSecond } = await measure(server).finally(() => server.close());

  say(`… and ${coldRuns} cold runs of vitest.`);
  const cold: number[] = [];
  for (let index = 0; index < coldRuns; index++) cold.push(await coldVitestRun());

  const median = (name: keyof RunTimings) =>
    quantile(
      timings.map((each) => each[name]),
      0.5,
    );
  const totals = timings.map((each) => each.total);
  const result = {
    machine: machine(),
    graders,
    submissions,
    acceptedToStored: { p50: quantile(totals, 0.5), p95: quantile(totals, 0.95) },
    medianOf: {
      queue: median("queue"),
      sandbox: median("sandbox"),
      tests: median("tests"),
      store: median("store"),
    },
    submissionsPerSecond: perSecond,
    coldVitestRun: quantile(cold, 0.5),
    timesFasterThanCold: quantile(cold, 0.5) / quantile(totals, 0.5),
    timesTheThroughputOfCold: (perSecond * quantile(cold, 0.5)) / 1000,
  };
  if (json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const { acceptedToStored, medianOf } = result;
  const rows: (readonly [string, string])[] = [
    ["accepted to stored, p50", `${acceptedToStored.p50.toFixed(0)} ms`],
    ["accepted to stored, p95", `${acceptedToStored.p95.toFixed(0)} ms`],
    ...Object.entries(medianOf).map(([name, value]) => [`  of which ${name}`, `${value.toFixed(1)} ms`] as const),
    ["sustained, two graders", `${perSecond.toFixed(1)} submissions/s`],
    ["baseline: cold vitest run, p50", `${result.coldVitestRun.toFixed(0)} ms`],
    ["latency against the baseline", `${result.timesFasterThanCold.toFixed(1)} times faster`],
    ["throughput against one cold run at a time", `${result.timesTheThroughputOfCold.toFixed(1)} times`],
  ];
  const { processor, cores, memoryGigabytes, node, platform } = result.machine;
  say(`\n${processor}, ${cores} cores, ${memoryGigabytes} GB, Node ${node}, ${platform}\n`);
  for (const [name, value] of rows) say(`${name.padEnd(44)}${value.padStart(20)}`);
}

async function timingsOf(instructor: Client, id: string): Promise<RunTimings> {
  const { timings } = await instructor.submission(id);
  if (timings === null) throw new Error("bench: a graded submission must have its timings, got none");
  return timings;
}

/** Hands in the reference and waits for its grade. */
async function handIn(client: Client, files: SubmittedFiles): Promise<string> {
  const { id } = await client.submit({ module: moduleId, files: { ...files } });
  for await (const event of client.events(id)) {
    if (event.type === "failed") throw new Error(`bench: the reference must be graded, got ${event.message}`);
    if (event.type === "graded" && event.score !== 100) {
      throw new Error(`bench: the reference must score 100, got ${event.score}`);
    }
  }
  return id;
}

function coldVitestRun(): Promise<number> {
  const vitest = join(createRequire(import.meta.url).resolve("vitest/package.json"), "../vitest.mjs");
  const begun = performance.now();
  const child = spawn(process.execPath, [vitest, "run", "--config", join(import.meta.dirname, "cold.config.ts")], {
    cwd: root,
    stdio: "ignore",
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve(performance.now() - begun);
      else reject(new Error(`bench: the cold run must pass, got exit code ${code}`));
    });
  });
}
