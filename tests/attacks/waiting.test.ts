// Lane: clock

import { renameSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sandboxCommand } from "@tinytorch/sandbox";
import { temporaryFolder } from "@tinytorch/test-harness";
import { type TestContext, test } from "vitest";
import { type Account, graded, startCourseService } from "./running-service.ts";
import { patient, submissionWith } from "./slots.ts";

// What only time can show: these tests mostly wait, and do so at the same time.

const { words } = await sandboxCommand(1);
const bubblewrap = words.find((word) => word.endsWith("/bwrap"));
const right = submissionWith({});
const whole = ["isolate", "process", "bubblewrap"];

/** `starts nothing` still passes the trial that a grader makes of it; `is gone` does not. */
type Fault = "none" | "starts nothing" | "is gone";

/** A service whose bubblewrap can be broken and mended. */
async function openBreakable({ skip, onTestFinished }: TestContext) {
  if (bubblewrap === undefined) skip("not run: bubblewrap is not installed here, or may not make namespaces");
  const folder = temporaryFolder(onTestFinished);
  const become = (fault: Fault) => {
    const unlessTrial = 'for last; do :; done; [ "$last" = --version ] || exit 1';
    const refuse = { none: "", "starts nothing": unlessTrial, "is gone": "exit 1" }[fault];
    const program = `#!/bin/sh\n${refuse}\nexec ${bubblewrap} "$@"\n`;
    writeFileSync(join(folder, "next"), program, { mode: 0o755 });
    renameSync(join(folder, "next"), join(folder, "bwrap"));
  };
  become("none");
  const service = await startCourseService({ PATH: `${folder}:${process.env.PATH}` });
  onTestFinished(() => service.stop());
  const studentA = await service.student("studentA");
  return { service, studentA, become };
}

/** Hands in until one is begun and put back: before it, one may find the sandbox that was made ready earlier. */
async function handedBack({ client }: Account): Promise<string> {
  for (let tries = 0; tries < 3; tries += 1) {
    const { id } = await client.submit({ module: patient, files: right });
    const steps: string[] = [];
    for await (const { type } of client.events(id)) {
      steps.push(type);
      if (type === "queued" && steps.includes("started")) return id;
    }
  }
  throw new Error("no submission was put back");
}

test.concurrent("a sandbox that does not start is the machinery's failure: tried again, in no weaker sandbox, and graded once it works", async (context) => {
  const { expect } = context;
  const { studentA, become } = await openBreakable(context);
  expect(await graded(studentA, patient, right)).toMatchObject({ status: "graded", score: 100 });
  become("starts nothing");
  const id = await handedBack(studentA);
  become("is gone");
  await sleep(5_000);
  expect(await studentA.client.submission(id)).toMatchObject({ status: "queued", score: null, report: null });

  become("none");
  for await (const _ of studentA.client.events(id));
  expect(await studentA.client.submission(id)).toMatchObject({
    status: "graded",
    score: 100,
    report: { sandbox: whole },
  });
}, 420_000);

test.concurrent("a sandbox that never starts ends in a dead letter with its reason for the instructor, and never in a zero", async (context) => {
  const { expect } = context;
  const { service, studentA, become } = await openBreakable(context);
  let latest = await graded(studentA, patient, right);
  become("starts nothing");
  let next = await graded(studentA, patient, right);
  // One may find the sandbox that was made ready before.
  for (let tries = 0; tries < 2 && next.status === "graded"; tries += 1) {
    latest = next;
    next = await graded(studentA, patient, right);
  }
  expect(next).toMatchObject({ status: "failed", score: null, report: null });
  expect(next.failure).toMatch(/^The grader could not run this submission\./);
  expect(next.failure).not.toContain("sandbox");
  const seen = await service.instructor.client.submission(next.id);
  expect(seen.failure).toMatch(/^sandbox: a process must become ready, got /);
  expect((await studentA.client.grades()).grades).toMatchObject([{ submissionId: latest.id, score: 100 }]);
}, 420_000);

/** Sends the start of a request, then a byte every two seconds; resolves when the server ends the connection. */
async function trickle(address: string, start: string): Promise<void> {
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  const drip = setInterval(() => socket.write("x"), 2_000);
  // A connection that is cut while it writes ends in an error first, at which `once` would give up.
  const closed = new Promise((resolve) => socket.on("error", () => {}).on("close", resolve));
  socket.resume();
  socket.write(start);
  await closed;
  clearInterval(drip);
}

test.concurrent("who sends a byte at a time is cut off, in the head and in the body, and others are served meanwhile", async ({
  expect,
  onTestFinished,
}) => {
  const service = await startCourseService();
  onTestFinished(() => service.stop());
  const studentA = await service.student("studentA");
  const request = "POST /v1/submissions HTTP/1.1\r\nHost: x\r\n";
  const slowBody = `${request}Authorization: Bearer ${studentA.token}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`;
  const begun = performance.now();
  const slow = Promise.all([
    ...Array.from({ length: 50 }, () => trickle(service.address, `${request}X-Slow: `)),
    trickle(service.address, slowBody),
  ]);
  expect(await graded(studentA, patient, right)).toMatchObject({ status: "graded", score: 100 });
  await slow;
  expect(performance.now() - begun).toBeLessThan(60_000);
}, 420_000);

test.concurrent("thirty submissions without end of one account keep nobody else waiting: the last grader is not theirs", async ({
  expect,
  onTestFinished,
}) => {
  const service = await startCourseService({ TINYTORCH_GRADERS: "2" });
  // What never ends would be waited for.
  onTestFinished(() => service.stop("SIGKILL"));
  const [flood, studentA] = [await service.student("flood"), await service.student("studentA")];
  const slots = Array.from({ length: 10 }, (_, slot) => [slot, "() => { for (;;); }"] as const);
  const endless = submissionWith(Object.fromEntries(slots));
  const receipts = await Promise.all(
    Array.from({ length: 30 }, () => flood.client.submit({ module: patient, files: endless })),
  );
  const waits: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { status, score, timings } = await graded(studentA, patient, right);
    expect({ status, score }).toEqual({ status: "graded", score: 100 });
    waits.push(timings?.queue ?? Number.POSITIVE_INFINITY);
  }
  expect(Math.max(...waits)).toBeLessThan(10_000);
  const states = await Promise.all(receipts.map(({ id }) => flood.client.submission(id)));
  expect(states.filter(({ status }) => status === "queued").length).toBeGreaterThan(20);
}, 420_000);

test.concurrent("five new accounts with loops without end keep nobody waiting until one ends: each has its first share, and then they have one grader", async ({
  expect,
  onTestFinished,
  annotate,
}) => {
  const service = await startCourseService({ TINYTORCH_GRADERS: "2" });
  onTestFinished(() => service.stop("SIGKILL"));
  const loops = await Promise.all(Array.from({ length: 5 }, (_, number) => service.student(`loop${number}`)));
  const honest = await Promise.all(Array.from({ length: 3 }, (_, number) => service.student(`honest${number}`)));
  const slots = Array.from({ length: 10 }, (_, slot) => [slot, "() => { for (;;); }"] as const);
  const endless = submissionWith(Object.fromEntries(slots));
  const receipts = await Promise.all(
    loops.map(async ({ client }) => ({ client, ...(await client.submit({ module: patient, files: endless })) })),
  );
  const watched = receipts.map(async ({ client, id }) => {
    for await (const event of client.events(id)) if (event.type === "queued" && event.takesLong) return "handed back";
    return "ended";
  });
  const waits: number[] = [];
  for (const student of honest) {
    const { status, score, timings } = await graded(student, patient, right);
    expect({ status, score }).toEqual({ status: "graded", score: 100 });
    waits.push(timings?.queue ?? Number.POSITIVE_INFINITY);
  }
  await annotate(`waited (ms): ${waits.join(", ")}`);
  // The honest reports are there while the loops are unfinished, and no loop was taken for a failure.
  const states = await Promise.all(receipts.map(({ client, id }) => client.submission(id)));
  expect(states.map(({ status }) => status).filter((status) => status !== "queued" && status !== "running")).toEqual(
    [],
  );
  expect(states.filter(({ status }) => status === "running").length).toBeLessThan(2 + 1);
  expect(await Promise.race(watched)).toBe("handed back");
}, 420_000);
