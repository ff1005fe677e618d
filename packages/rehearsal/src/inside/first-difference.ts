import { equals, iterableEquality } from "@vitest/expect";
import { inspect } from "@vitest/utils/display";

/** Where a value is shown, it is cut there. */
const options = { truncate: 80 };

/**
 * The first place at which what was received is not what was expected, in one line: `at [1].name: expected 3, received 4`. Null when the
 * two differ as wholes, or not at all.
 */
export function firstDifference(received: unknown, expected: unknown): string | null {
  const found = differenceAt(received, expected, "");
  if (found === null || found.path === "") return null;
  return `at ${found.path.replace(/^\./, "")}: expected ${found.expected}, received ${found.received}`;
}

interface Difference {
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

function differenceAt(received: unknown, expected: unknown, path: string): Difference | null {
  if (equals(received, expected, [iterableEquality])) return null;
  const inside = isList(received) && isList(expected) ? inLists(received, expected, path) : null;
  if (inside !== null) return inside;
  if (isPlain(received) && isPlain(expected)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(received)]);
    for (const key of keys) {
      const place = /^[\w$]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
      const found = differenceAt(received[key], expected[key], place);
      if (found === null) continue;
      if (Object.hasOwn(received, key) && Object.hasOwn(expected, key)) return found;
      return Object.hasOwn(received, key) ? { ...found, expected: "nothing" } : { ...found, received: "nothing" };
    }
  }
  return { path, expected: inspect(expected, options), received: inspect(received, options) };
}

function inLists(received: ArrayLike<unknown>, expected: ArrayLike<unknown>, path: string): Difference | null {
  for (let index = 0; index < Math.min(received.length, expected.length); index += 1) {
    const found = differenceAt(received[index], expected[index], `${path}[${index}]`);
    if (found !== null) return found;
  }
  if (received.length === expected.length) return null;
  return { path: `${path}.length`, expected: String(expected.length), received: String(received.length) };
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

/** Whether a value is data with keys, and no matcher, error or collection. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === "[object Object]" && !hasMatch(value);
}

function hasMatch(value: unknown): boolean {
  return typeof value === "object" && value !== null && "asymmetricMatch" in value;
}
