import type { CodePlace } from "@tinytorch/sandbox/portable";
import { realNow } from "./native.ts";

/** A place of a submission that a statement says it is at. */
type Place = CodePlace;

/** For so long code may run before it is looked for what does not return (ms). */
const quietMilliseconds = 200;

/** Calls are looked at so often, so far apart (ms). */
const looks = 6;
const betweenLooks = 20;

/** After so many statements those that follow are told of only now and then (ms). */
const firstStatements = 200;
const betweenStatements = 5;

/** Calls that are looked at in one stack at most. */
const mostCalls = 400;

/**
 * Looks for the function that does not return, from inside: each statement of the submission calls `tick`. Of the calls that are
 * there at each look, the innermost is the one that goes on for ever. Until that is known, the last statement is told of, for what the
 * language itself never ends, a regular expression for one, has no statements.
 */
export class LoopSearch {
  readonly #tell: (place: Place, isFound: boolean) => void;
  /** Where the function begins that a statement is in, by the statement's file and line. */
  readonly #within = new Map<string, Place["within"]>();
  /** How often each function has begun. */
  readonly #entries = new Map<string, number>();
  #begun = 0;
  #statements = 0;
  #toldAt = 0;
  #lookedAt = 0;
  #looks = 0;
  #common: readonly CountedCall[] = [];

  constructor(tell: (place: Place, isFound: boolean) => void) {
    this.#tell = tell;
  }

  begin(): void {
    this.#begun = realNow();
    this.#statements = 0;
    this.#looks = 0;
    this.#common = [];
  }

  /** @param enters whether a function begins there. */
  tick(place: Place, enters = false): void {
    this.#statements += 1;
    this.#within.set(`${place.file}:${place.line}`, place.within);
    if (enters) this.#entries.set(keyOf(place), (this.#entries.get(keyOf(place)) ?? 0) + 1);
    const now = realNow();
    if (now - this.#begun >= quietMilliseconds && now - this.#lookedAt >= betweenLooks) {
      this.#lookedAt = now;
      this.#look();
    }
    if (this.#statements > firstStatements && now - this.#toldAt < betweenStatements) return;
    this.#toldAt = now;
    if (this.#looks < looks) this.#tell(place, false);
  }

  #look(): void {
    if (this.#looks >= looks) return;
    const calls = callsNow().map((call) => {
      const { file, line } = call;
      const within = this.#within.get(`${file}:${line}`);
      return { ...call, entries: within === undefined ? 0 : (this.#entries.get(keyOf({ file, line, within })) ?? 0) };
    });
    this.#common = this.#looks === 0 ? calls : sameCalls(this.#common, calls);
    this.#looks += 1;
    const innermost = this.#common.findLast(({ file }) => file.startsWith("src/"));
    if (this.#looks < looks || innermost === undefined) return;
    const { file, line } = innermost;
    const within = this.#within.get(`${file}:${line}`);
    this.#tell(within === undefined ? { file, line } : { file, line, within }, true);
  }
}

/** A call on the stack. */
interface Call {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** A call, and how often its function had begun by then: one that has begun again since may be another call. */
interface CountedCall extends Call {
  readonly entries: number;
}

function keyOf({ file, within }: Place): string {
  return `${file}:${within?.line}:${within?.column}`;
}

/** The calls that there are, the outermost first. */
function callsNow(): readonly Call[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = mostCalls;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = limit;
  return stack
    .split("\n")
    .flatMap((line) => {
      const [, name = "", file, at] = /^\s+at (?:(.*?) )?\(?([^():\s]+):(\d+):\d+\)?$/.exec(line) ?? [];
      return file === undefined ? [] : [{ name, file, line: Number(at) }];
    })
    .reverse();
}

/** The calls that are still there, with the lines at which they are now. */
function sameCalls(before: readonly CountedCall[], now: readonly CountedCall[]): readonly CountedCall[] {
  const isSame = ({ name, file, entries }: CountedCall, index: number) => {
    const call = before[index];
    return call !== undefined && call.name === name && call.file === file && call.entries === entries;
  };
  const parted = now.findIndex((call, index) => !isSame(call, index));
  return parted === -1 ? now : now.slice(0, parted);
}
