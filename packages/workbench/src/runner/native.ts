import { apply, create, defineProperty, get, keys, setPrototypeOf } from "../modules/language.ts";
import { textRunner } from "../modules/text-runner.ts";

/**
 * What the runner needs of the worker, taken before anything else has run: afterwards it is gone from the worker's world, and no
 * code of a submission can have put something else in its place.
 */
const clock = performance;
const { now } = clock;
const listen = globalThis.addEventListener.bind(globalThis);
const Channel = MessageChannel;
const Promised = Promise;

/** Code as text, run in the worker's world. */
export const evaluate = textRunner();

const { parse, stringify } = JSON;
const { isArray } = Array;

export const json = {
  parse,
  /** Whatever has been given to all objects, `toJSON` for one, has no say in it. */
  stringify: (value: unknown): string => stringify(apart(value)),
};

/** Plain data, without the prototypes that others may have written in. */
function apart(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const copy: object = isArray(value) ? setPrototypeOf([], null) : create(null);
  const names = keys(value);
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] ?? "";
    defineProperty(copy, name, { __proto__: null, enumerable: true, value: apart(get(value, name)) } as object);
  }
  return copy;
}

/** Milliseconds on the wall. */
export function realNow(): number {
  return apply(now, clock, []);
}

const { port1: nextTask, port2: here } = new Channel();
let goOn: (() => void) | null = null;
here.onmessage = () => goOn?.();

/** Waits until all that can happen without the world outside has happened: the microtasks, and what the worker says of them. */
export async function allSettled(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await new Promised<void>((resolve) => {
      goOn = resolve;
      nextTask.postMessage(null);
    });
  }
}

/** Promises that were rejected and that nobody looked after, since it was last asked. */
let rejected: unknown[] = [];
listen("unhandledrejection", (event) => {
  event.preventDefault();
  rejected[rejected.length] = event.reason;
});

export function takeRejected(): readonly unknown[] {
  const found = rejected;
  rejected = [];
  return found;
}
