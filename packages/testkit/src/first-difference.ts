import type { Approximate } from "./approximate.ts";

/** What should come back: numbers with their bounds, other plain values as they are, in lists of these lengths. */
export type Expected = Approximate | number | string | boolean | null | readonly Expected[];

/**
 * Where something that came out of the sandbox differs from what is expected, in words; null when it does not. Nothing is
 * taken for granted of what came: lengths are compared before what is in the lists.
 */
export function firstDifference(received: unknown, expected: Expected, path = "result"): string | null {
  if (isList(expected)) {
    if (!Array.isArray(received)) return `${path} must be a list`;
    if (received.length !== expected.length) {
      return `${path} must have ${expected.length} entries, got ${received.length}`;
    }
    for (const [index, each] of expected.entries()) {
      const difference = firstDifference(received[index], each, `${path}[${index}]`);
      if (difference !== null) return difference;
    }
    return null;
  }
  if (expected === null || typeof expected === "string" || typeof expected === "boolean") {
    return received === expected ? null : `${path} must be ${JSON.stringify(expected)}`;
  }
  if (typeof received !== "number") return `${path} must be a number`;
  const { value, error } = typeof expected === "number" ? { value: expected, error: 0 } : expected;
  if (Object.is(received, value) || received === value) return null;
  // Students may write the same formula in another order: twice the bound of ours. In proportion to an infinity it would let
  // every number pass, and an infinity is one or is not.
  const bound = Number.isFinite(value) ? 2 * error : 0;
  return Math.abs(received - value) <= bound ? null : `${path} must be ${value} ± ${bound}, got ${received}`;
}

function isList(expected: Expected): expected is readonly Expected[] {
  return Array.isArray(expected);
}
