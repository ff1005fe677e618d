import type IsolatedVM from "isolated-vm";
import { findLoop } from "./find-loop.ts";
import { OutOfTimeError } from "./out-of-time.ts";
import { processorMilliseconds } from "./processor-time.ts";

export interface ProcessorBudget {
  readonly isolate: IsolatedVM.Isolate;
  /** Of the processor, in all threads of this process: what other programs take is not counted. */
  readonly milliseconds: number;
  /** The files whose lines may be told. */
  readonly files: ReadonlySet<string>;
}

/** Who uses less of the processor from one look to the next may have nothing to do (ms). */
const idleMilliseconds = 5;

/** The shortest pause between two looks at the clock of the processor (ms). */
const shortestPause = 5;

/**
 * Has work done in an isolate, in a thread of its own, and ends it when its processor time is used up.
 *
 * @param work one call that the isolate answers when it has done it: what is pending while the isolate has nothing more
 *   to do never ends, and is out of time as well.
 * @throws OutOfTimeError
 */
export async function withinProcessorTime<Result>(
  { isolate, milliseconds, files }: ProcessorBudget,
  work: () => Promise<Result>,
): Promise<Result> {
  const begun = process.cpuUsage();
  const { promise: over, reject } = Promise.withResolvers<never>();
  const result = work();
  let isSpent = false;
  let isSettled = false;
  let isProbed = false;
  let seen = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    if (isolate.isDisposed) return;
    const used = processorMilliseconds(begun);
    const left = milliseconds - used;
    if (left <= 0) {
      isSpent = true;
      const where = await findLoop(isolate, files, result).catch(() => null);
      reject(new OutOfTimeError(where, !isSettled));
      return;
    }
    if (used - seen < idleMilliseconds && !isProbed) {
      isProbed = true;
      void isIdle(isolate, result).then((idle) => {
        isProbed = false;
        if (idle && !isSpent) reject(new OutOfTimeError(null));
      });
    }
    seen = used;
    // V8 has threads of its own at work, so what is left may be used up sooner than it goes by.
    timer = setTimeout(look, Math.max(left / 2, shortestPause));
  };
  timer = setTimeout(look, milliseconds / 2);
  over.catch(() => {});
  try {
    // What is being ended fails, or has left something behind that went on: where it was is known a little later.
    const unlessEnded = result.then(
      (value) => {
        isSettled = true;
        return isSpent ? over : value;
      },
      (error: unknown) => {
        isSettled = true;
        if (isSpent) return over;
        throw error;
      },
    );
    return await Promise.race([unlessEnded, over]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether the isolate has taken up another task while the work is still pending. */
async function isIdle(isolate: IsolatedVM.Isolate, result: Promise<unknown>): Promise<boolean> {
  const settled = result.then(
    () => false,
    () => false,
  );
  const free = isolate.compileScript("0").then(
    () => new Promise<boolean>((resolve) => setTimeout(resolve, shortestPause, true)),
    () => false,
  );
  return Promise.race([settled, free]);
}
