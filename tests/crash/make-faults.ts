import { once } from "node:events";
import { cpSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SubmittedFiles } from "@tinytorch/course";
import { type RunningServer, startServer } from "@tinytorch/test-harness";
import { type RedisServer, startRedis } from "@tinytorch/work-queue/testing";
import Database from "better-sqlite3";
import { Classroom, solutionFiles } from "./classroom.ts";
import { keptPromises } from "./kept-promises.ts";
import { type Line, openLine } from "./line.ts";
import { seededRandom } from "./random.ts";
import { makeKey, type RunningGrader, startGraderProcess } from "./running-grader.ts";

/** What can happen between a server, an engine and graders, one after the other. */
export const faults = [
  "a grader is killed",
  "the server is killed",
  "the server hangs",
  "Redis is killed and has its data",
  "Redis is killed and has lost its data",
  "Redis is restored from an earlier copy",
  "Redis hangs",
  "Redis is full",
  "a grader comes back after its lease",
  "a grader's clock is an hour ahead",
  "no line from a grader to Redis",
  "no line from a grader to Redis for long",
  "no line from a grader to the server",
  "no line from the server to Redis",
  "a second server is started",
] as const;
export type Fault = (typeof faults)[number];

/** What came of one kind of fault. */
export interface FaultRow {
  readonly fault: Fault;
  times: number;
  receipts: number;
  /** Seconds from the fault's end until all that was handed in was graded, at worst. */
  longestSeconds: number;
  readonly broken: string[];
}

export interface FaultOptions {
  /** An empty folder. */
  readonly folder: string;
  /** How many, of each kind in turn. */
  readonly count: number;
  readonly seed: number;
  /** All by default. */
  readonly kinds?: readonly Fault[];
  readonly onFault?: (fault: Fault, number: number) => void;
}

/** Longer than a lease. */
const pastLeaseMilliseconds = 33_000;
/** Longer than an offer waits for somebody to take it. */
const longCutMilliseconds = 14_000;
const handedInEach = 9;
const atWorkMilliseconds = 2_000;
/** A preload that sets the time of day ahead, as a machine has it whose clock was set wrongly. */
const hourAhead = `data:text/javascript,${encodeURIComponent(`
  const now = Date.now;
  const ahead = () => now() + 3600000;
  globalThis.Date = class extends Date {
    constructor(...given) { if (given.length === 0) super(ahead()); else super(...given); }
    static now() { return ahead(); }
  };`)}`;

/**
 * A server, a Redis and two graders without a database, each a process of its own, with lines between them that can be cut. Hands in while
 * one fault after another is made, and after each waits until all is graded and holds the data folder to its receipts.
 */
export async function makeFaults({
  folder,
  count,
  seed,
  kinds = faults,
  onFault = () => {},
}: FaultOptions): Promise<readonly FaultRow[]> {
  const random = seededRandom(seed);
  const rows = kinds.map((fault): FaultRow => ({ fault, times: 0, receipts: 0, longestSeconds: 0, broken: [] }));
  const house = await openHouse(folder);
  const classroom = new Classroom();
  try {
    await classroom.open(house.server());
    const files = await slowFiles();
    for (let number = 1; number <= count; number += 1) {
      const row = rows[(number - 1) % rows.length];
      if (row === undefined) break;
      onFault(row.fault, number);
      const before = classroom.receipts.length;
      const isOver = house.make(row.fault, random);
      const sent: Promise<unknown>[] = [];
      for (let handedIn = 0; handedIn < handedInEach; handedIn += 1) {
        // What a fault cuts off has no answer: it was not accepted, or only its receipt was lost.
        sent.push(classroom.handIn(house.server(), files).catch(() => {}));
        await sleep(random() * 60);
      }
      const problem = await isOver;
      await Promise.all(sent);
      await classroom.handIn(house.server(), files);
      const endedAt = performance.now();
      const { broken } = await keptPromises(house.dataFolder, classroom.receipts);
      row.times += 1;
      row.receipts += classroom.receipts.length - before;
      row.longestSeconds = Math.max(row.longestSeconds, (performance.now() - endedAt) / 1_000);
      row.broken.push(...broken, ...(problem === undefined ? [] : [problem]), ...house.ended());
    }
    return rows;
  } finally {
    await house.close();
  }
}

/** A solution that takes a grader about a second, so that a fault finds somebody at work. */
async function slowFiles(): Promise<SubmittedFiles> {
  const files = await solutionFiles();
  const loop = "let sum = 0;\nfor (let i = 0; i < 400_000_000; i += 1) sum = (sum + i) % 7;\n";
  return { ...files, "src/index.ts": `${loop}${files["src/index.ts"]}` };
}

interface House {
  readonly dataFolder: string;
  server(): RunningServer;
  /** Makes a fault, and ends it; says what was not as it should be. */
  make(fault: Fault, random: () => number): Promise<string | undefined>;
  /** Graders that have ended by themselves. */
  ended(): readonly string[];
  close(): Promise<void>;
}

async function openHouse(folder: string): Promise<House> {
  const [dataFolder, redisFolder, cache] = ["data", "redis", "cache"].map((name) => join(folder, name));
  if (dataFolder === undefined || redisFolder === undefined || cache === undefined)
    throw new Error("faults: no folder");
  for (const each of [dataFolder, redisFolder]) mkdirSync(each, { recursive: true });
  const redis: RedisServer = await startRedis(redisFolder);
  const port = await freePort();
  const toRedis = await openLine(redis.port);
  const lines = { serverRedis: toRedis, graderRedis: await openLine(redis.port), graderServer: await openLine(port) };
  const environment = { TINYTORCH_QUEUE: `redis://127.0.0.1:${lines.serverRedis.port}`, PORT: String(port) };
  const startAgain = () => startServer(dataFolder, { environment });
  let server = await startAgain();
  const keyFile = makeKey(dataFolder, "faulty");
  const startGrader = (launcher: readonly string[] = []) =>
    startGraderProcess({
      ...{
        queue: `redis://127.0.0.1:${lines.graderRedis.port}`,
        server: `http://127.0.0.1:${lines.graderServer.port}`,
      },
      ...{ keyFile, cache, launcher, more: ["--places", "1"] },
    });
  const graders: RunningGrader[] = [await startGrader(), await startGrader()];

  /** Comes when both graders have work in hand, as far as that happens soon: a fault is to hit somebody at work. */
  const atWork = async () => {
    const database = new Database(join(dataFolder, "autograder.sqlite"), { readonly: true });
    const busy = database
      .prepare<[], number>("SELECT count(*) FROM jobs WHERE state = 'leased' AND lease_owner = 'graders elsewhere'")
      .pluck();
    const until = performance.now() + atWorkMilliseconds;
    while ((busy.get() ?? 0) < graders.length && performance.now() < until) await sleep(5);
    database.close();
  };
  /** One of the graders makes room for another. */
  const replace = async (signal: NodeJS.Signals, launcher: readonly string[] = []) => {
    await graders.shift()?.kill(signal);
    graders.push(await startGrader(launcher));
  };
  const without = async (line: Line, random: () => number) => {
    await atWork();
    const isQuiet = random() < 0.5;
    if (isQuiet) line.hold();
    else line.cut();
    await sleep(2_000 + 4_000 * random());
    if (isQuiet) line.release();
    else line.mend();
    return undefined;
  };

  const makers: Readonly<Record<Fault, (random: () => number) => Promise<string | undefined>>> = {
    async "a grader is killed"(random) {
      await atWork();
      await sleep(50 * random());
      await replace("SIGKILL");
      return undefined;
    },
    async "the server is killed"(random) {
      await atWork();
      await sleep(100 * random());
      await server.kill("SIGKILL");
      server = await startAgain();
      return undefined;
    },
    async "Redis is killed and has its data"(random) {
      await atWork();
      await sleep(100 * random());
      await redis.kill();
      await sleep(1_500 * random());
      await redis.restart();
      return undefined;
    },
    async "Redis is killed and has lost its data"(random) {
      await atWork();
      await sleep(100 * random());
      await redis.kill();
      rmSync(join(redisFolder, "appendonlydir"), { recursive: true, force: true });
      await sleep(1_500 * random());
      await redis.restart();
      return undefined;
    },
    async "the server hangs"(random) {
      await atWork();
      server.process.kill("SIGSTOP");
      await sleep(1_000 + 4_000 * random());
      server.process.kill("SIGCONT");
      return undefined;
    },
    async "Redis is restored from an earlier copy"(random) {
      const [kept, copy] = [join(redisFolder, "appendonlydir"), join(folder, "earlier")];
      await atWork();
      cpSync(kept, copy, { recursive: true });
      // By then what it carried is graded, or another has it.
      await sleep(2_000 + 3_000 * random());
      await redis.kill();
      rmSync(kept, { recursive: true, force: true });
      renameSync(copy, kept);
      await redis.restart();
      return undefined;
    },
    async "Redis hangs"(random) {
      await atWork();
      redis.freeze("SIGSTOP");
      await sleep(1_000 + 6_000 * random());
      redis.freeze("SIGCONT");
      return undefined;
    },
    async "Redis is full"(random) {
      await redis.configure("maxmemory", "1mb");
      await sleep(1_000 + 2_000 * random());
      await redis.configure("maxmemory", "0");
      return undefined;
    },
    async "a grader comes back after its lease"(random) {
      await atWork();
      await sleep(50 * random());
      const [grader] = graders;
      grader?.freeze("SIGSTOP");
      await sleep(pastLeaseMilliseconds);
      grader?.freeze("SIGCONT");
      return undefined;
    },
    async "a grader's clock is an hour ahead"() {
      await replace("SIGTERM", ["env", `NODE_OPTIONS=--import=${hourAhead}`]);
      return undefined;
    },
    "no line from a grader to Redis": (random) => without(lines.graderRedis, random),
    async "no line from a grader to Redis for long"(random) {
      const { graderRedis } = lines;
      if (random() < 0.5) graderRedis.hold();
      else graderRedis.cut();
      await sleep(longCutMilliseconds);
      graderRedis.release();
      graderRedis.mend();
      return undefined;
    },
    "no line from a grader to the server": (random) => without(lines.graderServer, random),
    "no line from the server to Redis": (random) => without(lines.serverRedis, random),
    async "a second server is started"() {
      const copy = join(folder, "copy");
      cpSync(join(dataFolder, "grading"), join(copy, "grading"), { recursive: true });
      const { PORT: _, ...same } = environment;
      const said = await startServer(copy, { environment: same }).then(
        async (second) => {
          await second.kill("SIGKILL");
          return "it serves";
        },
        (error: Error) => error.message,
      );
      rmSync(copy, { recursive: true, force: true });
      const isRefused = said.includes("got exit 2 ") && said.includes("one server at a time gives its work to a queue");
      return isRefused ? undefined : `a second server must be refused in a sentence, got ${said}`;
    },
  };

  return {
    dataFolder,
    server: () => server,
    make: (fault, random) => makers[fault](random),
    ended: () =>
      graders
        .filter(({ process: { exitCode, signalCode } }) => exitCode !== null || signalCode !== null)
        .map((grader) => `a grader must outlive it, got its end and ${grader.output().slice(-400)}`),
    async close() {
      for (const grader of graders) await grader.kill("SIGKILL");
      await server.kill("SIGKILL");
      for (const line of Object.values(lines)) await line.close();
      await redis.stop();
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (typeof address !== "object" || address === null) throw new Error("faults: a port must be free, got none");
  return address.port;
}
