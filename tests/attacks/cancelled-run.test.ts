// Lane: process

import { type Grader, RunCancelledError, startGrader } from "@tinytorch/grader";
import { busySandbox, runningProcesses } from "@tinytorch/test-harness";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attackCourse } from "./course-root.ts";
import { patient, submissionWith } from "./slots.ts";

const loop = "() => { for (;;); }";
let grader: Grader;
beforeAll(async () => {
  grader = await startGrader({ root: attackCourse });
});
afterAll(() => grader.close());

const right = { moduleId: patient, files: submissionWith({}), seed: 7 };

describe.each([
  ["in an endless loop", submissionWith({ 0: loop, 1: loop, 2: loop })],
  ["as it loads", submissionWith({}, "for (;;);")],
])("a run that is cancelled %s", (_, files) => {
  test("ends at once with no grade and nothing blamed, and the same grader grades the next rightly", async () => {
    const cancel = new AbortController();
    const told: unknown[] = [];
    const [onNotice, onLoaded] = [(notice: unknown) => told.push(notice), (loaded: unknown) => told.push(loaded)];
    const run = grader.grade({ moduleId: patient, files, seed: 7, signal: cancel.signal, onNotice });
    const ended = expect(run).rejects.toThrow(RunCancelledError);
    const sandbox = await busySandbox(run, 50);
    cancel.abort();
    await ended;
    expect(await grader.grade({ ...right, onNotice, onLoaded })).toMatchObject({ score: 100 });
    expect(told).toEqual([[]]);
    expect(runningProcesses().map(({ id }) => id)).not.toContain(sandbox);
  });
});
