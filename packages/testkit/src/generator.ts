/**
 * A seeded source of random numbers for suites, which must draw the same inputs whatever becomes of the library's own: two
 * independent copies, held together by recorded numbers.
 *
 * The generator is xoshiro128++ (Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021,
 * https://prng.di.unimi.it/), its state filled from the seed by SplitMix with the 32-bit finaliser of MurmurHash3.
 */
export class Generator {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /**
   * @param seed a whole number ≥ 0; its low 53 bits count
   * @throws RangeError on any other number
   */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new RangeError(`Generator: seed must be a whole number ≥ 0, got ${seed}`);
    let state = mix((seed >>> 0) ^ mix(Math.floor(seed / 2 ** 32)));
    const next = () => {
      state = (state + 0x9e3779b9) | 0;
      return mix(state);
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next();
  }

  /** A number spread evenly over [low, high), with 53 random bits. */
  uniform(low = 0, high = 1): number {
    const bits = (this.#nextUint32() >>> 5) * 2 ** 26 + (this.#nextUint32() >>> 6);
    return low + (high - low) * (bits / 2 ** 53);
  }

  #nextUint32(): number {
    const result = (rotate((this.#a + this.#d) | 0, 7) + this.#a) | 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return result >>> 0;
  }
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
