import { rules } from "@tinytorch/options";
import { angleOf, radiusOf } from "../kernels/box-muller.ts";
import type { ElementArray } from "./dtype.ts";
import { justBelow } from "./just-below.ts";

/** Everything a generator's future depends on, as plain data. */
export interface GeneratorState {
  /** The four 32-bit words of xoshiro128++. */
  readonly words: readonly [number, number, number, number];
  /** The second normal of the last pair, not yet given out. */
  readonly spare: number | null;
}

/** For `ops/random.ts`: takes the second normal of the last pair, if there is one. */
export let takeSpare: (generator: Generator) => number | null;

/** For `ops/random.ts`: fills an array with the next numbers in [0, 1), in the same order as `uniform` gives them. */
export let drawUniforms: (generator: Generator, target: ElementArray) => void;

/**
 * A seeded source of random numbers: the same seed gives the same numbers on every machine.
 *
 * The generator is xoshiro128++ (Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021,
 * https://prng.di.unimi.it/), its state filled from the seed by SplitMix with the 32-bit finaliser of MurmurHash3;
 * normals come from the Box–Muller transform (1958). Good for experiments; not for secrets.
 */
export class Generator {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;
  #spare: number | null = null;

  /**
   * @param seed a whole number ≥ 0; its low 53 bits count
   * @throws RangeError on any other number
   */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new RangeError(`Generator: seed must be a whole number ≥ 0, got ${rules.shown(seed)}`);
    const high = Math.floor(seed / 2 ** 32);
    let state = mix((seed >>> 0) ^ mix(high));
    const next = () => {
      state = (state + 0x9e3779b9) | 0;
      return mix(state);
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next();
  }

  /** The next 32 random bits, as a whole number in [0, 2³²). */
  nextUint32(): number {
    const sum = (this.#a + this.#d) | 0;
    const result = (rotate(sum, 7) + this.#a) | 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return result >>> 0;
  }

  /**
   * A number spread evenly over [low, high), with 53 random bits; low where both are the same.
   * @throws RangeError when low is above high, or the distance between them is no number
   */
  uniform(low = 0, high = 1): number {
    if (typeof low !== "number" || typeof high !== "number") requireNumbers("uniform", { low, high });
    if (!(high - low >= 0 && high - low < Number.POSITIVE_INFINITY))
      throw new RangeError(`uniform: low must be at most high, at a finite distance, got ${low} and ${high}`);
    const bits = (this.nextUint32() >>> 5) * 2 ** 26 + (this.nextUint32() >>> 6);
    const value = low + (high - low) * (bits / 2 ** 53);
    return value < high || low === high ? value : justBelow(high, "float64");
  }

  /** A normally distributed number. */
  normal(mean = 0, standardDeviation = 1): number {
    if (typeof mean !== "number" || typeof standardDeviation !== "number")
      requireNumbers("normal", { mean, standardDeviation });
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return mean + standardDeviation * spare;
    }
    const radius = radiusOf(this.uniform());
    const angle = angleOf(this.uniform());
    this.#spare = radius * Math.sin(angle);
    return mean + standardDeviation * radius * Math.cos(angle);
  }

  /** The spare normal, which is none from then on; null when there is none. */
  #takeSpare(): number | null {
    const spare = this.#spare;
    this.#spare = null;
    return spare;
  }

  /** Fills an array with what as many calls of `uniform()` give, one after another. */
  #fill(target: ElementArray): void {
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
    // `nextUint32`, twice for each number, with the state at hand.
    for (let i = 0; i < target.length; i++) {
      let sum = (a + d) | 0;
      const high = (((sum << 7) | (sum >>> 25)) + a) | 0;
      let shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      sum = (a + d) | 0;
      const low = (((sum << 7) | (sum >>> 25)) + a) | 0;
      shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      target[i] = ((high >>> 5) * 2 ** 26 + (low >>> 6)) * 2 ** -53;
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
  }

  static {
    takeSpare = (generator) => generator.#takeSpare();
    drawUniforms = (generator, target) => generator.#fill(target);
  }

  /**
   * A whole number in [0, n), each equally likely.
   * @throws RangeError unless n is a whole number from 1 to 2³²
   */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new RangeError(`integer: n must be a whole number from 1 to 2^32, got ${rules.shown(n)}`);
    }
    // The numbers from the last whole multiple of n upwards would favour small results.
    const limit = 2 ** 32 - (2 ** 32 % n);
    for (;;) {
      const bits = this.nextUint32();
      if (bits < limit) return bits % n;
    }
  }

  /** The numbers 0 … n−1 in random order, each order equally likely (Fisher–Yates). */
  permutation(n: number): number[] {
    if (!Number.isInteger(n) || n < 0 || n >= 2 ** 32)
      throw new RangeError(`permutation: n must be a whole number from 0 to 2^32 − 1, got ${rules.shown(n)}`);
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  /** The state to come back to with `loadState`. */
  saveState(): GeneratorState {
    return { words: [this.#a >>> 0, this.#b >>> 0, this.#c >>> 0, this.#d >>> 0], spare: this.#spare };
  }

  /**
   * Continues from a saved state.
   * @throws RangeError when the words are not four 32-bit numbers, or all zero (from where the generator cannot move)
   */
  loadState(state: GeneratorState): void {
    const { words, spare }: Partial<GeneratorState> = Object(state);
    if (!Array.isArray(words) || (spare !== null && typeof spare !== "number"))
      throw new RangeError(
        `loadState: a state must have words and a spare, as saveState gives, got ${rules.shown(state)}`,
      );
    const valid = words.length === 4 && words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32);
    if (!valid || words.every((word) => word === 0)) {
      throw new RangeError(`loadState: words must be four 32-bit numbers, not all 0, got [${words.join(", ")}]`);
    }
    [this.#a, this.#b, this.#c, this.#d] = words as [number, number, number, number];
    this.#spare = spare;
  }
}

function requireNumbers(operation: string, values: Readonly<Record<string, number>>): void {
  rules.requireEach(operation, rules.anyNumber, values);
}

/** MurmurHash3's finaliser: every bit of the input changes about half of the output's. */
function mix(value: number): number {
  let z = value;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** The rule of an option that says where random values come from. */
export const generatorRule = rules.rule(
  "a Generator, such as new Generator(seed)",
  (value): value is Generator => value instanceof Generator,
);
