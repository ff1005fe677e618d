import { declaredTests, suitesAround } from "./declared.ts";
import { isToRun, runTest, suitesLeft, type TestEnd } from "./run-test.ts";

/** A declared test, as the host is told of it. */
export interface CollectedTest {
  /** Of the suites round it, the outermost first. */
  readonly suites: readonly string[];
  readonly name: string;
  readonly runs: boolean;
}

/** The tests that were declared since the `from`th. */
export function collected(from: number): readonly CollectedTest[] {
  return declaredTests.slice(from).map((test) => ({
    suites: suitesAround(test.suite)
      .slice(1)
      .map(({ name }) => name),
    name: test.name,
    runs: isToRun(test),
  }));
}

/** Takes back what a file declared that did not load to its end. */
export function forget(from: number): void {
  declaredTests.length = from;
}

let end: TestEnd | null = null;

/** Begins a test; all that can happen in an isolate without time has happened when its microtasks have. */
export function startTest(index: number): void {
  const test = declaredTests[index];
  if (test === undefined) throw new Error(`internal: no test has the number ${index}`);
  end = null;
  const next = declaredTests.slice(index + 1).find(isToRun);
  void runToEnd(test, suitesLeft(test, next));
}

/** Awaited, for in a browser's tab a submission may have put another `then` in its place. */
async function runToEnd(...given: Parameters<typeof runTest>): Promise<void> {
  end = await runTest(...given);
}

/** What became of the test that was begun last; null when it waits for something that will never come. */
export function readEnd(): TestEnd | null {
  return end;
}
