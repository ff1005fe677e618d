import { rules } from "@tinytorch/options";

/**
 * Samples that come one after another, from several sources in turn: what `ConcatDataset` is for those that have no positions,
 * such as lines of a file. A source is an iterable that begins anew on each pass.
 *
 *   new DataLoader(new ChainDataset([linesOf("a.txt"), linesOf("b.txt")]), { batchSize: 32 })
 *
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.ChainDataset
 * @throws TypeError on what gives no samples, or could give them only once
 */
export class ChainDataset<Sample> implements Iterable<Sample> {
  readonly #sources: readonly Iterable<Sample>[];

  constructor(sources: readonly Iterable<Sample>[]) {
    if (!Array.isArray(sources))
      throw new TypeError(`ChainDataset: sources must be a list, got ${rules.shown(sources)}`);
    for (const source of Array.from(sources)) requireSource("ChainDataset", source);
    this.#sources = [...sources];
  }

  *[Symbol.iterator](): IterableIterator<Sample> {
    for (const source of this.#sources) yield* source;
  }
}

/** @throws TypeError on what gives no samples, or is spent after one pass */
export function requireSource(owner: string, source: Iterable<unknown>): void {
  if (typeof source !== "object" || source === null || typeof source[Symbol.iterator] !== "function")
    throw new TypeError(`${owner}: samples must come from an iterable, got ${rules.shown(source)}`);
  const pass: unknown = source[Symbol.iterator]();
  if (pass === source) {
    throw new TypeError(
      `${owner}: samples must come anew on each pass, got an iterator that is spent after one; give what makes it`,
    );
  }
}
