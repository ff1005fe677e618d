/// <reference path="./webassembly.d.ts" />
import { rules } from "@tinytorch/options";
import { shareHeap, theHeap } from "./heap.ts";
import { instantiate, moduleOf, runnable, type WasmExports } from "./instantiate.ts";
import { AREA_BYTES, CALL, CALL_OPERANDS, MOST_PARTS } from "./memory-map.ts";
import { type CallMemory, type CallPlaces, takeParts } from "./shared-call.ts";
import { SharingTrial } from "./sharing-trial.ts";
import { startWorker, type WorkerThread } from "./start-worker.ts";

const MOST_THREADS = 16;

/** What threads write in pieces of so many elements, no two of them write in one cache line. */
export const LINE = 16;

/** What a part must take at least, in nanoseconds, to be worth handing over. */
const LEAST_PART = 4000;

/** Where calls are told to the threads; exported for tests, which see there whether one was. */
export const places: CallPlaces = {
  ticket: CALL / 4,
  done: CALL / 4 + 1,
  failed: CALL / 4 + 2,
  asleep: CALL / 4 + 3,
  kernel: CALL / 4 + 4,
  arity: CALL / 4 + 5,
  operands: CALL_OPERANDS / 8,
};

/** Threads that help, and where they are told what to do. */
interface ThreadPool {
  readonly workers: readonly WorkerThread[];
  readonly callMemory: CallMemory;
  readonly numbers: ReadonlyMap<WasmExports[string], number>;
  /** What sharing has brought so far: for each kernel by the size of the work, whose powers of two have one each. */
  readonly trials: ReadonlyMap<WasmExports[string], SharingTrial[]>;
}

let threadPool: ThreadPool | null = null;
let changing: Promise<void> = Promise.resolve();

/** How many threads large operations are shared among; 1 unless `setNumThreads` was called. */
export function getNumThreads(): number {
  return 1 + (threadPool?.workers.length ?? 0);
}

/**
 * Shares large operations of the WebAssembly kernels among threads, this one and others that it starts; results stay the same
 * to the last bit. Resolves when all are ready.
 *
 * Threads need shared memory: call it before the first tensor is made, and serve a page cross-origin isolated
 * (https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated).
 * https://docs.pytorch.org/docs/stable/generated/torch.set_num_threads.html
 * @param count how many, this one included: a whole number from 1 to 16; more than there are cores makes all slower
 * @throws RangeError on another number; Error when tensors exist already or memory cannot be shared
 */
export async function setNumThreads(count: number): Promise<void> {
  rules.requireEach("setNumThreads", countRule, { count });
  if (count > 1) shareHeap();
  const change = async () => {
    for (const worker of threadPool?.workers ?? []) await worker.terminate();
    threadPool = null;
    if (count > 1) threadPool = await startPool(count - 1);
  };
  // One change after another, whether or not the one before came about.
  changing = changing.then(change, change);
  await changing;
}

const countRule = rules.rule(
  `a whole number from 1 to ${MOST_THREADS}`,
  (value): value is number => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_THREADS,
);

async function startPool(workers: number): Promise<ThreadPool> {
  const { memory, integers } = theHeap();
  const variants = runnable();
  const modules = variants.map(moduleOf);
  integers.fill(0, places.ticket, places.arity + 1);
  const kernels = variants.flatMap((variant) => Object.values(instantiate(variant)));
  const own = Array.from({ length: workers }, (_, i) => areaOf(i));
  const starts = await Promise.allSettled(own.map((area) => startWorker({ memory, modules, area, places })));
  const started = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  const failed = starts.find((start) => start.status === "rejected");
  if (failed !== undefined) {
    for (const worker of started) await worker.terminate();
    throw failed.reason;
  }
  return {
    workers: started,
    callMemory: { words: integers, numbers: new Float64Array(memory.buffer), kernels, places },
    numbers: new Map(kernels.map((kernel, number) => [kernel, number])),
    trials: new Map(kernels.map((kernel) => [kernel, []])),
  };
}

const areas: number[] = [];

/** A worker's area, which the next pool's worker of that number takes over. */
function areaOf(worker: number): number {
  areas[worker] ||= theHeap().allocate(AREA_BYTES);
  if (areas[worker] === 0) throw new RangeError("setNumThreads: there must be 1 MiB for each thread, got no room");
  return areas[worker];
}

let insists = false;

/** Shares what is worth it on any machine, also where that has turned out slower; for tests, which count on it. */
export function insistOnSharing(value: boolean): void {
  insists = value;
}

/** Whether work that takes one thread so many nanoseconds is worth sharing. */
export function isWorthSharing(nanoseconds: number): boolean {
  return threadPool !== null && nanoseconds >= 2 * LEAST_PART;
}

/**
 * Calls a kernel for so many pieces of work: at once, or in parts side by side where that is worth it and has turned out faster.
 * @param cost what a piece takes about, in nanoseconds
 * @param operands those for `count` pieces from `start` on
 */
export function share(
  kernel: WasmExports[string],
  pieces: number,
  cost: number,
  operands: (start: number, count: number) => readonly number[],
): void {
  if (threadPool === null || !isWorthSharing(pieces * cost)) {
    kernel(...operands(0, pieces));
    return;
  }
  const trial = insists ? undefined : trialFor(threadPool, kernel, pieces * cost);
  const way = trial?.next() ?? "shared";
  const begun = performance.now();
  if (way === "alone") kernel(...operands(0, pieces));
  else {
    const most = Math.min(2 * (threadPool.workers.length + 1), MOST_PARTS, pieces);
    const parts = Math.min(most, Math.floor((pieces * cost) / LEAST_PART));
    const starts = Array.from({ length: parts + 1 }, (_, part) => Math.floor((part * pieces) / parts));
    callInParts(
      threadPool,
      kernel,
      starts.slice(1).map((end, part) => operands(starts[part], end - starts[part])),
    );
  }
  trial?.took(way, (performance.now() - begun) / (pieces * cost));
}

/** The trial of a kernel for work of some nanoseconds. A step of training has large and small calls by turns, which must not be compared. */
function trialFor({ trials }: ThreadPool, kernel: WasmExports[string], nanoseconds: number): SharingTrial | undefined {
  const bySize = trials.get(kernel);
  const size = Math.floor(Math.log2(nanoseconds));
  if (bySize !== undefined) bySize[size] ??= new SharingTrial();
  return bySize?.[size];
}

/** Calls a kernel once for each list of operands. */
function callInParts(
  { callMemory, numbers: numberOf }: ThreadPool,
  kernel: WasmExports[string],
  parts: readonly (readonly number[])[],
): void {
  const { words, numbers } = callMemory;
  const arity = parts[0].length;
  words[places.kernel] = numberOf.get(kernel) ?? -1;
  words[places.arity] = arity;
  words[places.done] = 0;
  for (let part = 0; part < parts.length; part++) {
    for (let i = 0; i < arity; i++) numbers[places.operands + part * arity + i] = parts[part][i];
  }
  const call = (words[places.ticket] >> 10) + 1;
  Atomics.store(words, places.ticket, (call << 10) | (parts.length << 5));
  if (Atomics.load(words, places.asleep) > 0) Atomics.notify(words, places.ticket);
  takeParts(callMemory);
  while (Atomics.load(words, places.done) < parts.length);
  if (Atomics.exchange(words, places.failed, 0) !== 0) throw new Error("internal: a kernel failed in one of its parts");
}
