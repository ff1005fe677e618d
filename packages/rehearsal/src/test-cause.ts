import type { SubmissionLimits } from "@tinytorch/sandbox";
import { absentWords, type RehearsedRun, undefinedName } from "@tinytorch/sandbox/portable";

/** Why a test failed, in one line or a few, and where. */
export interface TestCause {
  readonly cause: string;
  readonly where: string | null;
  /** Of two values that should have been equal, the first place where they are not. */
  readonly difference?: string | null;
}

/** In words what a test failed by; null when it did not. */
export function testCause(run: RehearsedRun, limits: SubmissionLimits): TestCause | null {
  switch (run.state) {
    case "passed":
    case "skipped":
      return null;
    case "pending":
      return { cause: "it waits for something that never comes", where: null };
    case "stopped": {
      const where = run.where === null ? null : `${run.where.file}:${run.where.line}`;
      if (run.known !== null) {
        const cause = `stopped after ${run.milliseconds / 1000} s: ${run.known} ran out of time in earlier tests too`;
        return { cause, where };
      }
      return run.reason === "timeout"
        ? { cause: `it ran longer than ${run.milliseconds / 1000} s and was stopped`, where }
        : { cause: `it ran out of memory (limit ${limits.memoryMegabytes} MB)`, where };
    }
    case "failed":
      return {
        cause: inWords(run.error),
        where: placeOf(run.error?.stack ?? ""),
        difference: run.error?.difference ?? null,
      };
  }
}

function inWords(error: { readonly name: string; readonly message: string } | null): string {
  const { name, message } = error ?? { name: "", message: "it failed" };
  const todo = /^TODO\([^)]*\): (.*)$/s.exec(message)?.[1];
  if (todo !== undefined) return `not written yet: ${todo}`;
  const absent = absentWords(undefinedName(name, message));
  if (absent !== null) return absent;
  return ["", "Error", "AssertionError"].includes(name) ? message : `${name}: ${message}`;
}

/** The innermost line of a stack that lies in the module's folder: the student's own, or the test's; not what joins modules. */
export function placeOf(stack: string): string | null {
  for (const line of stack.split("\n")) {
    const place = /^\s+at (?:.*[\s(])?((?:src\/(?!given\/)|tests\/)[\w./-]+\.ts:\d+):\d+\)?$/.exec(line)?.[1];
    if (place !== undefined) return place;
  }
  return null;
}
