import { textRunner } from "../modules/text-runner.ts";

/**
 * What the runner needs of the worker, taken before anything else has run: afterwards it is gone from the worker's world, and no
 * code of a submission can have put something else in its place.
 */
const clock = performance;
const { now } = clock;
const listen = globalThis.addEventListener.bind(globalThis);
const Channel = MessageChannel;

/** Code as text, run in the worker's world. */
export const evaluate = textRunner();

export const json = { parse: JSON.parse, stringify: JSON.stringify } as const;

/** Milliseconds on the wall. */
export function realNow(): number {
  return Reflect.apply(now, clock, []);
}

const { port1: nextTask, port2: here } = new Channel();
const waiting: (() => void)[] = [];
here.onmessage = () => waiting.shift()?.();

/** Waits until all that can happen without the world outside has happened: the microtasks, and what the worker says of them. */
export async function allSettled(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      nextTask.postMessage(null);
    });
  }
}

/** Promises that were rejected and that nobody looked after, since it was last asked. */
const rejected: unknown[] = [];
listen("unhandledrejection", (event) => {
  event.preventDefault();
  rejected.push(event.reason);
});

export function takeRejected(): readonly unknown[] {
  return rejected.splice(0);
}
