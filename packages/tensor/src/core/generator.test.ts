import { describe, expect, test } from "vitest";
import { normal, rand, randint, randn, randperm, uniform } from "../ops/random.ts";
import { Generator } from "./generator.ts";

const drawn = <Item>(count: number, draw: () => Item) => Array.from({ length: count }, draw);

describe("Generator", () => {
  test("it is xoshiro128++: the published first outputs from the state 1, 2, 3, 4", () => {
    const generator = new Generator(0);
    generator.loadState({ words: [1, 2, 3, 4], spare: null });
    expect(drawn(10, () => generator.nextUint32())).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
    ]);
  });

  test("the same seed gives the same numbers, another seed others", () => {
    const numbers = (seed: number) => {
      const generator = new Generator(seed);
      return drawn(20, () => generator.normal());
    };
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
    expect(numbers(7)).not.toEqual(numbers(7 + 2 ** 32));
  });

  test("a saved state continues where it was, even between the two normals of a pair", () => {
    const generator = new Generator(5);
    generator.normal();
    const state = generator.saveState();
    const expected = drawn(5, () => generator.normal());
    const other = new Generator(0);
    other.loadState(state);
    expect(drawn(5, () => other.normal())).toEqual(expected);
  });

  test("uniforms and normals have the moments they should", () => {
    const generator = new Generator(11);
    const count = 20_000;
    const uniforms = drawn(count, () => generator.uniform(-1, 3));
    const normals = drawn(count, () => generator.normal(2, 0.5));
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / count;
    expect(Math.min(...uniforms)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...uniforms)).toBeLessThan(3);
    expect(mean(uniforms)).toBeCloseTo(1, 1);
    expect(mean(normals)).toBeCloseTo(2, 1);
    expect(mean(normals.map((value) => (value - 2) ** 2))).toBeCloseTo(0.25, 1);
  });

  test("integers reach every value below n alike", () => {
    const generator = new Generator(13);
    const counts = [0, 0, 0];
    for (let i = 0; i < 9000; i++) counts[generator.integer(3)]++;
    for (const count of counts) expect(Math.abs(count - 3000)).toBeLessThan(200);
    expect(() => generator.integer(0)).toThrow("integer: n must be a whole number from 1 to 2^32, got 0");
  });

  test("a permutation holds every number once, and every order is as likely", () => {
    const generator = new Generator(17);
    expect(generator.permutation(50).sort((a, b) => a - b)).toEqual(drawn(50, () => 0).map((_, i) => i));
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = generator.permutation(3).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test("seeds and states that are none are refused", () => {
    expect(() => new Generator(-1)).toThrow("Generator: seed must be a whole number ≥ 0, got -1");
    expect(() => new Generator(0.5)).toThrow("Generator: seed must be a whole number ≥ 0, got 0.5");
    expect(() => new Generator(1).loadState({ words: [0, 0, 0, 0], spare: null })).toThrow("not all 0");
  });
});

describe("random tensors", () => {
  test("each comes from the generator it is given", () => {
    const one = () => ({ generator: new Generator(1) });
    expect(rand([3], one()).toArray()).toEqual(rand([3], one()).toArray());
    expect(randn([2, 2], { ...one(), dtype: "float64" }).dtype).toBe("float64");
    expect(randint(5, 6, [2], one()).toArray()).toEqual([5, 5]);
    expect(new Set(randperm(4, one()).data)).toEqual(new Set([0, 1, 2, 3]));
  });

  test("each needs a generator, also where no compiler says so", () => {
    const none = JSON.parse("{}");
    for (const draw of [rand, randn]) {
      expect(() => draw([2], none)).toThrow(
        `${draw.name}: a generator must be given, got none; pass { generator: new Generator(seed) }`,
      );
    }
    expect(() => randint(0, 2, [2], none)).toThrow("randint: a generator must be given");
    expect(() => randperm(2, none)).toThrow("randperm: a generator must be given");
  });

  test("none is the upper bound, not even rounded", () => {
    /** Its next number is as near to 1 as 27 bits come, which float32 rounds to 1. */
    const nearOne = () => {
      const generator = new Generator(0);
      generator.loadState({ words: [0, 1, 2, 2 ** 32 - 1], spare: null });
      return { generator };
    };
    expect(nearOne().generator.uniform()).toBeGreaterThan(1 - 2 ** -26);
    expect(rand([1], nearOne()).item()).toBe(1 - 2 ** -24);
    for (const [low, high] of [
      [-3, 2.5],
      [-1, 0],
      [-2, -1],
      [0, 0.1],
      [1e-44, 2e-44],
      [1, 1 + 2 ** -23],
    ]) {
      const drawn = uniform([1], low, high, nearOne()).item();
      expect(drawn).toBeLessThan(Math.fround(high));
      expect(drawn).toBeGreaterThanOrEqual(Math.fround(low));
    }
    const generator = new Generator(3);
    // In float64 there is nothing between these two.
    for (let i = 0; i < 20; i++) expect(generator.uniform(2 ** 53, 2 ** 53 + 2)).toBe(2 ** 53);
    expect(uniform([2], 1, 1, { generator }).toArray()).toEqual([1, 1]);
  });

  test("bounds the wrong way round, or without a distance, are refused", () => {
    const generator = new Generator(1);
    const message = "uniform: low must be at most high, at a finite distance, got";
    expect(() => uniform([0], 2, 1, { generator })).toThrow(`${message} 2 and 1`);
    expect(() => uniform([200], 0, 3.5e38, { generator })).toThrow(
      "uniform: bounds must be numbers that float32 holds, got 0 and 3.5e+38",
    );
    expect(uniform([1], 0, 3.5e38, { generator, dtype: "float64" }).item()).toBeGreaterThan(0);
    expect(() => generator.uniform(2, 1)).toThrow(`${message} 2 and 1`);
    expect(() => generator.uniform(0, Number.NaN)).toThrow(`${message} 0 and NaN`);
    expect(() => generator.uniform(-1e308, 1e308)).toThrow(message);
  });

  test("whole numbers are int32, and floats are not whole", () => {
    const generator = new Generator(1);
    expect([randint(0, 9, [2], { generator }).dtype, randperm(3, { generator }).dtype]).toEqual(["int32", "int32"]);
    expect(randperm(3, { generator, dtype: "float32" }).dtype).toBe("float32");
    expect(() => rand([1], { generator, dtype: "bool" })).toThrow("rand: the element type must be a float's, got bool");
    expect(() => randint(2, 2, [1], { generator })).toThrow("randint: low must be below high");
  });

  test("normal shifts and scales", () => {
    const x = normal([2000], 5, 2, { generator: new Generator(1), dtype: "float64" });
    expect(x.mean().item()).toBeCloseTo(5, 0);
    expect(x.sub(5).square().mean().sqrt().item()).toBeCloseTo(2, 0);
    expect(() => normal([1], 0, -1, { generator: new Generator(1) })).toThrow("standardDeviation must be ≥ 0");
  });
});
