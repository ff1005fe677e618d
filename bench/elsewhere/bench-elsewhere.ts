import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startRedis } from "@tinytorch/work-queue/testing";
import Database from "better-sqlite3";
import { systemClock } from "../../apps/autograder/src/clock.ts";
import { openGradingKeys } from "../../apps/autograder/src/grading/elsewhere/grading-keys.ts";
import { openStore } from "../../apps/autograder/src/store.ts";
import { startServer } from "../grading/server.ts";
import { makeInstructor } from "../store/make-instructor.ts";

interface Options {
  /** How many graders, in turn. */
  readonly graders: readonly number[];
  /** Submissions that wait for each of them. */
  readonly each: number;
  /** What a run lasts. */
  readonly milliseconds: number;
  readonly json: boolean;
}

/** What so many simulated graders get out of one server. */
interface Row {
  readonly graders: number;
  readonly submissions: number;
  /** Stored runs a second. */
  readonly rate: number;
  /** What the sleeps alone would allow. */
  readonly ideal: number;
  /** Of the server, on one core. */
  readonly serverMilliseconds: number;
}

const students = 500;

/** A server with an engine, a real Redis, and graders elsewhere that sleep in place of the work: what the way there and back costs. */
export async function benchElsewhere({ graders, each, milliseconds, json }: Options): Promise<void> {
  const rows: Row[] = [];
  for (const count of graders) rows.push(await measure(count, count * each, milliseconds));
  if (json) return void process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  process.stdout.write("graders  submissions  a second  of the ideal  server, ms of processor each\n");
  for (const { graders: count, submissions, rate, ideal, serverMilliseconds } of rows) {
    const cells = [
      count,
      submissions,
      rate.toFixed(1),
      `${Math.round((100 * rate) / ideal)} %`,
      serverMilliseconds.toFixed(2),
    ];
    process.stdout.write(`${cells.map((cell) => String(cell).padStart(11)).join("")}\n`);
  }
}

async function measure(graders: number, submissions: number, milliseconds: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-bench-"));
  const data = join(folder, "data");
  const redis = await startRedis(folder);
  fill(data, submissions);
  makeInstructor(data);
  const key = openGradingKeys(data).add("simulated", Date.now()) ?? "";
  const course = join(import.meta.dirname, "../../tests/fixtures/course");
  const server = await startServer(1, data, { TINYTORCH_QUEUE: redis.url, TINYTORCH_COURSE: course });
  const instances = Math.ceil(graders / 8);
  const program = join(import.meta.dirname, "simulated-graders.ts");
  const words = Object.entries({
    ...{ queue: redis.url, server: server.url, key, instances, places: Math.ceil(graders / instances), milliseconds },
  }).map(([name, value]) => `--${name}=${value}`);
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...words], {
    stdio: "inherit",
  });
  const database = new Database(join(data, "autograder.sqlite"), { readonly: true });
  const done = database.prepare<[], number>("SELECT count(*) FROM runs").pluck();
  try {
    // From when they are all at work until work becomes scarce.
    const [first, last] = [Math.ceil(submissions / 10), Math.floor(submissions * 0.9)];
    const begun = await reached(done, first, server.process);
    const ended = await reached(done, last, server.process);
    const rate = (1_000 * (ended.count - begun.count)) / (ended.at - begun.at);
    const serverMilliseconds = (ended.cpu - begun.cpu) / (ended.count - begun.count);
    return { graders, submissions, rate, ideal: (1_000 * graders) / milliseconds, serverMilliseconds };
  } finally {
    database.close();
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await exited;
    await server.close();
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function reached(
  done: { get(): number | undefined },
  count: number,
  { pid = 0 }: ChildProcess,
): Promise<{ readonly count: number; readonly at: number; readonly cpu: number }> {
  for (;;) {
    const now = done.get() ?? 0;
    if (now >= count) return { count: now, at: performance.now(), cpu: processorMilliseconds(pid) };
    await sleep(20);
  }
}

/** Submissions of a class that wait. */
function fill(data: string, submissions: number): void {
  const store = openStore(data, systemClock);
  store.together(() => {
    const ids = Array.from(
      { length: students },
      (_, index) => store.users.create("service", `student${index}`, "student").id,
    );
    for (let index = 0; index < submissions; index += 1) {
      const files = { "src/index.ts": `export const number = ${index};\n` };
      store.submissions.accept(ids[index % students] ?? "", { module: "01-echo", files });
    }
  });
  store.close();
}

/** Of a process alone, without what it started; Linux counts it in hundredths of a second. */
function processorMilliseconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
