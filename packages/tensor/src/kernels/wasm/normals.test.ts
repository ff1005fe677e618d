import { afterEach, describe, expect, test } from "vitest";
import { Generator } from "../../core/generator.ts";
import { normal, rand, randn, uniform } from "../../ops/random.ts";
import { activeKernels, replaceKernels, useKernels } from "../active.ts";

// Whoever draws a tensor gets the numbers that single draws give, to the last digit, whatever the kernels.

const before = activeKernels();
afterEach(() => {
  replaceKernels(before);
});

describe.each(["js", "wasm", "wasm-relaxed"] as const)("on %s kernels", (kernels) => {
  const rounded = (values: number[]) => [...Float32Array.from(values)];
  const drawn = (count: number, draw: () => number) => Array.from({ length: count }, draw);

  test.each([0, 1, 2, 3, 4, 5, 2047, 2049, 4099])(
    "%i normals are those of single draws, one after another",
    (count) => {
      useKernels(kernels);
      const [one, other] = [new Generator(5), new Generator(5)];
      // The second time begins with what is left of a pair, where the number is odd.
      for (let time = 0; time < 3; time++) {
        const expected = rounded(drawn(count, () => other.normal()));
        expect([...randn([count], { generator: one }).data]).toEqual(expected);
      }
      expect(one.saveState()).toEqual(other.saveState());
    },
  );

  test("with a mean and a deviation, and in float64", () => {
    useKernels(kernels);
    const [one, other] = [new Generator(6), new Generator(6)];
    const expected = rounded(drawn(999, () => other.normal(3, 0.02)));
    expect([...normal([999], 3, 0.02, { generator: one }).data]).toEqual(expected);
    const wide = drawn(999, () => other.normal(-1, 7));
    expect([...normal([999], -1, 7, { generator: one, dtype: "float64" }).data]).toEqual(wide);
  });

  test("also where the next digits decide which float32 it is", () => {
    useKernels(kernels);
    // Found by a search: what the kernel works out lies so close to the middle of two that it cannot tell.
    for (const seed of [3466, 3690, 5465, 6612]) {
      const other = new Generator(seed);
      const expected = rounded(drawn(2048, () => other.normal()));
      expect([...randn([2048], { generator: new Generator(seed) }).data]).toEqual(expected);
    }
  });

  test("a deviation of 0, and one that nothing can be multiplied by", () => {
    useKernels(kernels);
    expect([...normal([5], 2, 0, { generator: new Generator(1) }).data]).toEqual([2, 2, 2, 2, 2]);
    const other = new Generator(1);
    const expected = rounded(drawn(9, () => other.normal(0, Number.POSITIVE_INFINITY)));
    expect([...normal([9], 0, Number.POSITIVE_INFINITY, { generator: new Generator(1) }).data]).toEqual(expected);
  });

  test("numbers in a range are those of single draws", () => {
    useKernels(kernels);
    const [one, other] = [new Generator(7), new Generator(7)];
    const options = { generator: one, dtype: "float64" } as const;
    expect([...rand([5000], options).data]).toEqual(drawn(5000, () => other.uniform()));
    expect([...uniform([5000], -3, 0.5, options).data]).toEqual(drawn(5000, () => other.uniform(-3, 0.5)));
    expect(one.saveState()).toEqual(other.saveState());
  });
});
