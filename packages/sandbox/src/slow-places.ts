import { functionName } from "./function-name.ts";
import type { CodePlace } from "./messages.ts";

/** What is left of a test's limit to one that would only run into a known loop again. */
export const shortShare = 1 / 8;

/** Where a submission ran out of time: a function is known to be slow when that has come twice. */
export class SlowPlaces {
  readonly #times = new Map<string, number>();

  /** @param where as a sandbox process told it. */
  add(where: CodePlace | null): void {
    const key = keyOf(where);
    this.#times.set(key, (this.#times.get(key) ?? 0) + 1);
  }

  /** Whether no function is known to be slow yet. */
  get isEmpty(): boolean {
    return ![...this.#times.values()].some(isKnown);
  }

  /** A function that is known to be slow, for people: `step` in src/sgd.ts. Null when it is not known to be. */
  describe(where: CodePlace | null, files: Readonly<Record<string, string>>): string | null {
    if (!isKnown(this.#times.get(keyOf(where)))) return null;
    const source = where !== null && Object.hasOwn(files, where.file) ? files[where.file] : undefined;
    if (where === null || source === undefined || where.within === undefined) return "the code";
    const { line } = where.within;
    if (line > source.split("\n").length) return "the code";
    const name = functionName(source, where.within);
    return name === null ? `the function at ${where.file}:${line}` : `\`${name}\` in ${where.file}`;
  }
}

function keyOf(where: CodePlace | null): string {
  if (where === null) return "";
  const { file, within } = where;
  return within === undefined ? file : `${file}:${within.line}:${within.column}`;
}

function isKnown(times = 0): boolean {
  return times >= 2;
}
