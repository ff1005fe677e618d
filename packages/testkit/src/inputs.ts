import { Generator } from "./generator.ts";

/**
 * The hidden inputs of one test: drawn from the run's seed and the test's id, so that no test depends on another. Plain
 * numbers, each but those of `integer` rounded to float32, which is what a submission will store.
 */
export class Inputs {
  readonly #generator: Generator;

  /** @param seed the run's; of a larger number than 2³² its low 32 bits count */
  constructor(testId: string, seed: number) {
    let hash = seed >>> 0;
    for (const character of testId) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
    this.#generator = new Generator(hash);
  }

  number(low: number, high: number): number {
    return Math.fround(this.#generator.uniform(low, high));
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return Math.min(high, Math.floor(this.#generator.uniform(low, high + 1)));
  }

  /** Numbers of either sign whose size lies between `low` and `high`. */
  signed(count: number, low: number, high: number): number[] {
    return this.#several(count, () => this.number(low, high) * this.#sign());
  }

  /** Numbers of either sign whose size is spread evenly over the powers of ten from `low` to `high`. */
  magnitudes(count: number, low: number, high: number): number[] {
    const exponents = [Math.log10(low), Math.log10(high)] as const;
    return this.#several(count, () => Math.fround(10 ** this.#generator.uniform(...exponents)) * this.#sign());
  }

  /**
   * Where parameters start, one list for each size. Far enough from zero (1 to 2) for a relative tolerance to mean
   * the same throughout a short run.
   */
  start(...sizes: number[]): number[][] {
    return sizes.map((size) => this.signed(size, 1, 2));
  }

  /** A gradient for every step and parameter, sizes 0.1 to 1: large enough that an ε beside it does not matter. */
  gradients(steps: number, ...sizes: number[]): number[][][] {
    return this.#several(steps, () => sizes.map((size) => this.magnitudes(size, 0.1, 1)));
  }

  /** The same, with the sign of the parameter, so that weight decay never brings g + λθ near 0, where an ε would matter. */
  gradientsAlong(steps: number, start: readonly (readonly number[])[]): number[][][] {
    const sizes = start.map((values) => values.length);
    return this.gradients(steps, ...sizes).map((step) =>
      step.map((gradient, p) => gradient.map((value, e) => Math.abs(value) * Math.sign(start[p]?.[e] ?? 1))),
    );
  }

  #sign(): number {
    return this.#generator.uniform(0, 1) < 0.5 ? -1 : 1;
  }

  #several<Item>(count: number, draw: () => Item): Item[] {
    return Array.from({ length: count }, draw);
  }
}
