/** Where the memory holds the call that threads share, counted in elements of 4 bytes; `operands` in elements of 8. */
export interface CallPlaces {
  /** The call's number · 2¹⁰ + its parts · 2⁵ + how many of them have been taken. */
  readonly ticket: number;
  /** How many parts are done. */
  readonly done: number;
  readonly failed: number;
  /** How many threads sleep until the ticket changes. */
  readonly asleep: number;
  readonly kernel: number;
  /** How many operands each part has. */
  readonly arity: number;
  readonly operands: number;
}

/** What a thread needs to take part. */
export interface CallMemory {
  readonly words: Int32Array;
  readonly numbers: Float64Array;
  readonly kernels: readonly ((...operands: readonly number[]) => number)[];
  readonly places: CallPlaces;
}

/** What a thread other than the first is sent. */
export interface Assignment {
  readonly memory: WebAssembly.Memory;
  readonly modules: readonly WebAssembly.Module[];
  /** Where the thread keeps what is its own. */
  readonly area: number;
  readonly places: CallPlaces;
}

// The text of both functions is sent to other threads, so each must stand alone.

/**
 * Does one part of the current call after another, until all are taken.
 *
 * Operands are read before the part is claimed. The claim fails when the ticket has changed meanwhile; and while a part is
 * claimed and not done, nobody writes another call.
 */
export function takeParts({ words, numbers, kernels, places }: CallMemory): void {
  for (;;) {
    const ticket = Atomics.load(words, places.ticket);
    const part = ticket & 31;
    if (part === ((ticket >> 5) & 31)) return;
    const kernel = kernels[words[places.kernel]];
    const arity = words[places.arity];
    const operands: number[] = [];
    for (let i = 0; i < arity; i++) operands.push(numbers[places.operands + part * arity + i]);
    if (Atomics.compareExchange(words, places.ticket, ticket, ticket + 1) !== ticket) continue;
    try {
      kernel(...operands);
    } catch {
      Atomics.store(words, places.failed, 1);
    }
    Atomics.add(words, places.done, 1);
  }
}

/**
 * Takes part in every call from now on, and never returns. Between two calls it looks for the next one for a while, which is
 * what short ones need, and then sleeps.
 */
export function work({ memory, modules, area, places }: Assignment, take: typeof takeParts, ready: () => void): void {
  const kernels = modules.flatMap((module) => {
    const { exports } = new WebAssembly.Instance<Record<string, (at: number) => number>>(module, { env: { memory } });
    exports.useArea(area);
    return Object.values(exports);
  });
  const words = new Int32Array(memory.buffer);
  const callMemory = { words, numbers: new Float64Array(memory.buffer), kernels, places };
  ready();
  for (;;) {
    const ticket = Atomics.load(words, places.ticket);
    take(callMemory);
    let looks = 0;
    while (looks < 1e5 && Atomics.load(words, places.ticket) === ticket) looks++;
    if (looks < 1e5) continue;
    Atomics.add(words, places.asleep, 1);
    Atomics.wait(words, places.ticket, ticket);
    Atomics.sub(words, places.asleep, 1);
  }
}
