import { type DeclaredSuite, type DeclaredTest, declaredTests, suitesAround } from "./declared.ts";
import { checkCount, expect, startCounting } from "./expect.ts";
import { firstDifference } from "./first-difference.ts";

/** What a test that has ended has to say. */
export interface TestEnd {
  readonly state: "passed" | "failed" | "skipped";
  /** Of what it failed by: the class's name, the message, and the stack with the places. */
  readonly error: {
    readonly name: string;
    readonly message: string;
    readonly stack: string;
    /** Of two values that should have been equal, the first place where they are not. */
    readonly difference: string | null;
  } | null;
}

/** Thrown by a test's own `skip()`. */
const skipped = Symbol("skipped");

/** Runs one test with the hooks round it. `leaving`: suites that no later test is in end with it. */
export async function runTest(
  { name, suite, flags, run }: DeclaredTest,
  leaving: readonly DeclaredSuite[],
): Promise<TestEnd> {
  const suites = suitesAround(suite);
  const finished: (() => unknown)[] = [];
  const skip = () => {
    throw skipped;
  };
  const context = { expect, skip, task: { name }, onTestFinished: (each: () => unknown) => finished.push(each) };
  let end: TestEnd = { state: "passed", error: null };
  const attempt = async (part: () => unknown) => {
    try {
      await part();
    } catch (error) {
      if (end.state === "passed") end = error === skipped ? { state: "skipped", error: null } : failed(error);
    }
  };
  startCounting();
  await attempt(async () => {
    for (const each of suites) {
      if (each.begun) continue;
      each.begun = true;
      for (const before of each.hooks.beforeAll) await before();
    }
    for (const before of suites.flatMap(({ hooks }) => hooks.beforeEach)) await before();
    await run?.(context);
    checkCount();
  });
  for (const after of suites.toReversed().flatMap(({ hooks }) => hooks.afterEach)) await attempt(after);
  for (const after of finished.toReversed()) await attempt(after);
  if (flags.fails)
    end = end.state === "failed" ? { state: "passed", error: null } : failed(new Error("Expect test to fail"));
  for (const after of leaving.flatMap(({ hooks }) => hooks.afterAll)) await attempt(after);
  return end;
}

/** The suites that end with a test: those of its own that the next one to be run is not in. */
export function suitesLeft(test: DeclaredTest, next: DeclaredTest | undefined): readonly DeclaredSuite[] {
  const staying = next === undefined ? [] : suitesAround(next.suite);
  return suitesAround(test.suite)
    .filter((each) => !staying.includes(each))
    .toReversed();
}

/** Whether a test is to be run, by what it says itself, what is said round it, and whether any in its file is alone to run. */
export function isToRun(test: DeclaredTest): boolean {
  const file = suitesAround(test.suite)[0];
  const said = ({ suite, flags }: DeclaredTest) => [flags, ...suitesAround(suite).map((each) => each.flags)];
  const isOnly = (each: DeclaredTest) => said(each).some(({ only }) => only);
  if (said(test).some(({ skip, todo }) => skip || todo) || test.run === null) return false;
  return isOnly(test) || !declaredTests.some((other) => suitesAround(other.suite)[0] === file && isOnly(other));
}

function failed(error: unknown): TestEnd {
  const text = (key: string) => (isObject(error) && typeof error[key] === "string" ? error[key] : "");
  const message = isObject(error) && "message" in error ? text("message") : String(error);
  const isEquality = / to (deeply|strictly) equal /.test(message) && isObject(error);
  const difference = isEquality ? differenceOf(error) : null;
  return { state: "failed", error: { name: text("name"), message, stack: text("stack"), difference } };
}

/** What an assertion compared may be anything, and say anything when it is looked at. */
function differenceOf({ actual, expected }: Readonly<Record<string, unknown>>): string | null {
  try {
    return firstDifference(actual, expected);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
