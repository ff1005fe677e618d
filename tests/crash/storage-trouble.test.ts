// Lane: process

import { execFileSync, spawnSync } from "node:child_process";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError, errorBodySchema } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import { type RunningServer, startServer, temporaryFolder } from "@tinytorch/test-harness";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { Classroom, solutionFiles } from "./classroom.ts";
import { keptPromises } from "./kept-promises.ts";
import { fillDisk, smallDisk } from "./small-disk.ts";

const megabyte = 2 ** 20;

type WhenFinished = (end: () => void | Promise<void>) => void;

async function openClassroom(
  folder: string,
  launcher: readonly string[] = [],
  whenFinished: WhenFinished = onTestFinished,
) {
  const server = await startServer(folder, { launcher });
  whenFinished(async () => {
    await server.kill("SIGTERM");
  });
  const classroom = new Classroom();
  await classroom.open(server);
  return { folder, server, classroom, files: await solutionFiles() };
}

/** Hands in until the service refuses, and gives the refusal. */
async function untilRefused(classroom: Classroom, server: RunningServer, files: SubmittedFiles): Promise<ApiError> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await classroom.handIn(server, files);
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  }
  throw new Error("the service must run out of space, got 200 receipts");
}

const hasPrlimit = spawnSync("prlimit", ["--version"]).status === 0;

/** A server that is whole after each trouble, and so lives through the next. */
let lasting: Awaited<ReturnType<typeof openClassroom>>;
const atTheEnd: (() => void | Promise<void>)[] = [];
beforeAll(async () => {
  const whenFinished: WhenFinished = (end) => void atTheEnd.unshift(end);
  const launcher = hasPrlimit ? ["prlimit", "--fsize=unlimited"] : [];
  lasting = await openClassroom(temporaryFolder(whenFinished), launcher, whenFinished);
});
afterAll(async () => {
  for (const end of atTheEnd) await end();
});

test("on a full disk hand-ins are refused with 503 and when to come back, and the server is not ready; with room again all that was accepted is graded", async ({
  skip,
}) => {
  const disk = smallDisk(16 * megabyte);
  if (disk === undefined) return skip("this account may not mount a small file system");
  const folder = join(disk, "data");
  const { server, classroom, files } = await openClassroom(folder);
  for (let count = 0; count < 4; count += 1) await classroom.handIn(server, files);
  // Its grader may still be starting.
  await expect.poll(() => readiness(server), { timeout: 60_000 }).toMatchObject({ status: 200 });
  const filler = join(disk, "filler");
  fillDisk(filler);
  expectRefusal(await untilRefused(classroom, server, files));
  // Long enough for runs under way to meet the full disk when they end.
  await sleep(2_000);
  expect(await classroom.instructor(server).health()).toEqual({ status: "ok" });
  expect(await readiness(server)).toMatchObject({ status: 503, message: "The disk of the data folder is full." });
  rmSync(filler);
  await sleep(1_100);
  expect(await readiness(server)).toMatchObject({ status: 200 });
  await expectWhole(classroom, server, folder, files);
}, 120_000);

test.runIf(hasPrlimit)(
  "with no more room in its files it refuses and recovers in the same way",
  async () => {
    const { folder, server, classroom, files } = lasting;
    for (let count = 0; count < 4; count += 1) await classroom.handIn(server, files);
    const limit = (bytes: string) =>
      execFileSync("prlimit", ["--pid", String(server.process.pid), `--fsize=${bytes}:unlimited`]);
    limit(String(statSync(join(folder, "autograder.sqlite-wal")).size));
    expectRefusal(await untilRefused(classroom, server, files));
    await sleep(2_000);
    limit("unlimited");
    await expectWhole(classroom, server, folder, files);
  },
  120_000,
);

test("while another program holds the database hand-ins are refused soon, the rest is answered, and nothing is lost", async () => {
  const { folder, server, classroom, files } = lasting;
  for (let count = 0; count < 4; count += 1) await classroom.handIn(server, files);
  const other = new Database(join(folder, "autograder.sqlite"));
  onTestFinished(() => {
    other.close();
  });
  other.exec("BEGIN EXCLUSIVE");
  const asked = performance.now();
  expectRefusal(await untilRefused(classroom, server, files));
  expect(performance.now() - asked).toBeLessThan(3_000);
  const [first] = classroom.receipts;
  expect(await classroom.instructor(server).submission(first?.id ?? "")).toMatchObject({ receipt: first });
  await sleep(2_000);
  other.exec("ROLLBACK");
  await expectWhole(classroom, server, folder, files);
}, 120_000);

test("a server that starts while another program holds the database takes up the work when it is free", async () => {
  const folder = temporaryFolder();
  const { server: first, classroom, files } = await openClassroom(folder);
  for (let count = 0; count < 4; count += 1) await classroom.handIn(first, files);
  await first.kill("SIGKILL");
  const other = new Database(join(folder, "autograder.sqlite"));
  onTestFinished(() => {
    other.close();
  });
  other.exec("BEGIN EXCLUSIVE");
  const second = await startServer(folder);
  onTestFinished(async () => {
    await second.kill("SIGTERM");
  });
  other.exec("ROLLBACK");
  await expectWhole(classroom, second, folder, files);
}, 120_000);

async function readiness({ address }: RunningServer): Promise<{ status: number; message: string | undefined }> {
  const answer = await fetch(`${address}/readyz`);
  const refusal = errorBodySchema.safeParse(await answer.json());
  return { status: answer.status, message: refusal.data?.error.message };
}

function expectRefusal(refusal: ApiError): void {
  expect(refusal).toMatchObject({ code: "unavailable", status: 503 });
  expect(refusal.message).toMatch(/^The service cannot store or grade right now; .*\.$/);
  expect(refusal.retryAfter).toBeGreaterThan(0);
}

/** The service takes work again, and every receipt is kept. */
async function expectWhole(
  classroom: Classroom,
  server: RunningServer,
  folder: string,
  files: SubmittedFiles,
): Promise<void> {
  await classroom.handIn(server, files);
  const kept = await keptPromises(folder, classroom.receipts);
  expect(kept).toMatchObject({ broken: [], submissions: classroom.receipts.length });
}
