// Lane: process

import { setTimeout } from "node:timers/promises";
import type { Report } from "@tinytorch/course";
import { type Grader, type SandboxNotice, startGrader } from "@tinytorch/grader";
import { busySandbox } from "@tinytorch/test-harness";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attackCourse } from "./course-root.ts";
import { hurried, patient, submissionWith } from "./slots.ts";

const patience = 120_000;

/** More than a sandbox uses of the processor until it evaluates (hundredths of a second). */
const started = 60;

/** Right in every slot; in one of them it takes the processor for some seconds. */
const honest = submissionWith({
  4: workFor(3e9),
});
/** For the module with the short limit: no slot for longer than its limit, and all together for longer than the start. */
const brief = submissionWith(
  Object.fromEntries(Array.from({ length: 10 }, (_, slot) => [slot, workFor(turnsIn(150))])),
);

describe.skipIf(process.platform !== "linux")("a sandbox under an honest submission", () => {
  let grader: Grader;
  beforeAll(async () => {
    grader = await startGrader({ root: attackCourse });
  });
  afterAll(() => grader?.close());

  function grading(moduleId: string, files: Readonly<Record<string, string>>) {
    const notices: SandboxNotice[] = [];
    const report = grader.grade({ moduleId, files, seed: 7, onNotice: (notice) => notices.push(notice) });
    return { notices, report };
  }

  test(
    "that is killed once: the report is the one that there is without it, and the cause is logged",
    async () => {
      const before = await grading(patient, honest).report;
      expect(before.score).toBe(100);
      const { report, notices } = grading(patient, honest);
      process.kill(await busySandbox(report, started), "SIGKILL");
      expect(timeless(await report)).toEqual(timeless(before));
      expect(notices).toEqual([
        { during: "evaluate", blame: "machine", cause: expect.stringMatching(/exit code 137|signal SIGKILL/), time: 1 },
      ]);
    },
    patience,
  );

  test(
    "that is killed twice in one test: there is no grade, and so no zero",
    async () => {
      const { report, notices } = grading(patient, submissionWith({ 4: "() => { for (;;); }" }));
      const refused = expect(report).rejects.toMatchObject({
        name: "InfrastructureError",
        message: expect.stringContaining("sandbox: it must stay alive and run, got twice"),
      });
      process.kill(await busySandbox(report, started), "SIGKILL");
      while (notices.length === 0) await setTimeout(10);
      process.kill(await busySandbox(report, started), "SIGKILL");
      await refused;
      expect((await grading(patient, submissionWith({})).report).score).toBe(100);
    },
    patience,
  );

  test(
    "that is stopped for many times its limit and let go on: the report is as without it",
    async () => {
      const before = await grading(hurried, brief).report;
      expect(before.score).toBe(100);
      const { report, notices } = grading(hurried, brief);
      const id = await busySandbox(report, started);
      process.kill(id, "SIGSTOP");
      await setTimeout(4_000);
      process.kill(id, "SIGCONT");
      expect(timeless(await report)).toEqual(timeless(before));
      expect(notices).toEqual([]);
    },
    patience,
  );
});

/** A report without what a clock decides. */
function timeless({ timings: _, execution_time: __, tests, ...rest }: Report) {
  return { ...rest, tests: tests.map(({ milliseconds: ___, ...test }) => test) };
}

/** A slot that answers rightly after so many turns of a loop. */
function workFor(turns: number): string {
  return `(input) => { let sum = 0; for (let i = 0; i < ${turns}; i++) sum += i & 1; return sum > 0 ? input : 0; }`;
}

/** So many turns as this machine does in that time of its processor (ms): a fixed number is over too soon on a fast one. */
function turnsIn(milliseconds: number): number {
  const [before, turns] = [process.cpuUsage(), 1e8];
  let sum = 0;
  for (let i = 0; i < turns; i++) sum += i & 1;
  const { user, system } = process.cpuUsage(before);
  return sum > 0 ? Math.round((turns * 1000 * milliseconds) / (user + system)) : 0;
}
