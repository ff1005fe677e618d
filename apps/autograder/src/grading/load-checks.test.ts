import type { LoadProblem } from "@tinytorch/course";
import { pino } from "pino";
import { expect, test } from "vitest";
import { testClock } from "../testing/test-clock.ts";
import { type LoadChecker, LoadChecks } from "./load-checks.ts";

const problem: LoadProblem = { file: "src/index.ts", line: 3, column: 1, message: "an enum cannot be loaded" };

/** A grader whose checks end when the test says so. */
class HeldGrader implements LoadChecker {
  readonly held: PromiseWithResolvers<readonly LoadProblem[]>[] = [];
  check(): Promise<readonly LoadProblem[]> {
    const one = Promise.withResolvers<readonly LoadProblem[]>();
    this.held.push(one);
    return one.promise;
  }
}

function setUp({ graders = 1, waitMilliseconds = 60_000, runWaitMilliseconds = 0 } = {}) {
  const all = Array.from({ length: graders }, () => new HeldGrader());
  const clock = testClock();
  const logged: string[] = [];
  const log = pino({ level: "warn" }, { write: (line) => logged.push(JSON.parse(line).msg) });
  const checks = new LoadChecks({
    graders: () => all,
    log,
    steady: clock.steady,
    waitMilliseconds,
    runWaitMilliseconds,
  });
  const check = (userId: string, position = 1) =>
    checks.check({ submissionId: "s", userId, position, moduleId: "01-echo", files: {} });
  const asked = () => all.map(({ held }) => held.length);
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { all, clock, checks, check, asked, settled, logged };
}

test("what does not load is told as the grader found it, and nothing when all loads", async () => {
  const { all, check, settled } = setUp({ graders: 2 });
  const [first, second] = [check("a"), check("b")];
  await settled();
  all[0]?.held[0]?.resolve([problem]);
  all[1]?.held[0]?.resolve([]);
  expect(await Promise.all([first, second])).toEqual([[problem], []]);
});

test("without a grader, and when one breaks, nothing is known, and the grader is asked again", async () => {
  expect(await setUp({ graders: 0 }).check("a")).toBeUndefined();
  const { all, check, settled } = setUp();
  const broken = check("a");
  await settled();
  all[0]?.held[0]?.reject(new Error("gone"));
  expect(await broken).toBeUndefined();
  const again = check("a");
  await settled();
  all[0]?.held[1]?.resolve([]);
  expect(await again).toEqual([]);
});

test("a check that breaks is logged, but not one that ends because the server does; after that nothing is checked", async () => {
  const { all, checks, check, asked, settled, logged } = setUp();
  const broken = check("a");
  await settled();
  all[0]?.held[0]?.reject(new Error("gone"));
  expect(await broken).toBeUndefined();
  expect(logged).toEqual(["a submission could not be checked; it is accepted all the same"]);
  const underWay = check("a");
  await settled();
  checks.stop();
  all[0]?.held[1]?.reject(new Error("closed"));
  expect(await underWay).toBeUndefined();
  expect(await check("a")).toBeUndefined();
  expect(logged).toHaveLength(1);
  expect(asked()).toEqual([2]);
});

test("in a rush graders grade: who stands behind two for each grader is not checked", async () => {
  const { all, check, asked, settled } = setUp({ graders: 2 });
  expect(await check("a", 5)).toBeUndefined();
  const last = check("b", 4);
  await settled();
  expect(asked()).toEqual([1, 0]);
  all[0]?.held[0]?.resolve([]);
  expect(await last).toEqual([]);
});

test("a grader is given one check at a time; the next waits its turn", async () => {
  const { all, check, asked, settled } = setUp();
  const answers = ["a", "b", "c"].map((userId) => check(userId));
  for (const [index, found] of [[], [problem], []].entries()) {
    await settled();
    expect(asked()).toEqual([index + 1]);
    all[0]?.held[index]?.resolve(found);
  }
  expect(await Promise.all(answers)).toEqual([[], [problem], []]);
});

test("an account has two checks at once and no third, while another account has its own", async () => {
  const { all, check, asked, settled } = setUp({ graders: 4 });
  const own = [check("a"), check("a")];
  expect(await check("a")).toBeUndefined();
  const other = check("b");
  await settled();
  expect(asked()).toEqual([1, 1, 1, 0]);
  for (const { held } of all) for (const { resolve } of held) resolve([]);
  expect(await Promise.all([...own, other])).toEqual([[], [], []]);
  const again = check("a");
  await settled();
  expect(asked()).toEqual([2, 1, 1, 0]);
  all[0]?.held[1]?.resolve([]);
  expect(await again).toEqual([]);
});

test("a check that does not end keeps nobody waiting, and its account has none for a minute; others have theirs", async () => {
  const { all, clock, check, asked, settled } = setUp({ waitMilliseconds: 20 });
  const [slow, behind] = [check("a"), check("b")];
  expect(await Promise.all([slow, behind])).toEqual([undefined, undefined]);
  expect(asked()).toEqual([1]);
  clock.time += 5_000;
  all[0]?.held[0]?.resolve([]);
  await settled();
  expect(await check("a")).toBeUndefined();
  expect(asked()).toEqual([1]);
  const other = check("b");
  await settled();
  all[0]?.held[1]?.resolve([]);
  expect(await other).toEqual([]);
  clock.time += 61_000;
  const later = check("a");
  await settled();
  all[0]?.held[2]?.resolve([problem]);
  expect(await later).toEqual([problem]);
});

test("a submission whose run begins at once is not loaded a second time for its receipt", async () => {
  const { checks, check, asked } = setUp({ runWaitMilliseconds: 60_000 });
  const receipt = check("a");
  checks.runLoaded("another", []);
  checks.runLoaded("s", [problem]);
  expect(await receipt).toEqual([problem]);
  expect(asked()).toEqual([0]);
});

test("a submission whose run does not begin soon is loaded beside what is graded", async () => {
  const { all, checks, check, settled } = setUp({ runWaitMilliseconds: 1 });
  const receipt = check("a");
  await expect.poll(() => all[0]?.held.length, { timeout: 20_000 }).toBe(1);
  // The run comes after all: the check has been begun and says the same.
  checks.runLoaded("s", []);
  all[0]?.held[0]?.resolve([problem]);
  await settled();
  expect(await receipt).toEqual([problem]);
});

test("a submission whose run breaks the machinery is not checked by it as well", async () => {
  const { checks, check, asked } = setUp({ runWaitMilliseconds: 60_000 });
  const receipt = check("a");
  checks.runBroke("s");
  expect(await receipt).toBeUndefined();
  expect(asked()).toEqual([0]);
});
