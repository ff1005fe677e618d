import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { Generator } from "../../core/generator.ts";
import type { Tensor } from "../../core/tensor.ts";
import { zeros } from "../../ops/factories.ts";
import { randint, randn } from "../../ops/random.ts";
import { activeKernels, replaceKernels, useKernels } from "../active.ts";

fc.configureGlobal({ seed: 19 });

const before = activeKernels();
afterEach(() => {
  replaceKernels(before);
});

/** Sizes around the vectors that kernels work by, and so many elements that they are worth a copy into the heap. */
const length = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 40 }));
const shapes = fc.array(length, { minLength: 1, maxLength: 3 });

interface Case {
  readonly shape: readonly number[];
  readonly dim: number;
  readonly picks: number;
  readonly turned: boolean;
  readonly dtype: "float32" | "int32" | "float64";
  readonly seed: number;
}

const cases: fc.Arbitrary<Case> = shapes.chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    dim: fc.integer({ min: 0, max: shape.length - 1 }),
    picks: length,
    turned: fc.boolean(),
    dtype: fc.constantFrom("float32", "float32", "int32", "float64"),
    seed: fc.integer({ min: 1, max: 1000 }),
  }),
);

/** A table, an index that picks from it along a dimension, the same in a list, and as many values as it picks. */
function operands({ shape, dim, picks, turned, dtype, seed }: Case) {
  const generator = new Generator(seed);
  const picked = shape.map((size, d) => (d === dim ? picks : size));
  const make = (sizes: readonly number[], draw: (sizes: readonly number[]) => Tensor) =>
    turned ? draw(sizes.toReversed()).permute([...sizes.keys()].reverse()) : draw(sizes);
  const numbers = (sizes: readonly number[]) => randn(sizes, { generator }).mul(9).to(dtype);
  const table = make(shape, numbers);
  const index = make(picked, (sizes) => randint(0, shape[dim], sizes, { generator }));
  const list = [...randint(-shape[dim], shape[dim], [picks], { generator }).data];
  return { table, index, list, values: make(picked, numbers) };
}

describe.each(["wasm", "wasm-relaxed"] as const)("%s kernels do what the JavaScript ones do", (kernels) => {
  function expectSame(of: (each: ReturnType<typeof operands>, dim: number) => Tensor): void {
    fc.assert(
      fc.property(cases, (each) => {
        const [expected, actual] = (["js", kernels] as const).map((name) => {
          useKernels(name);
          return of(operands(each), each.dim);
        });
        expect(actual.dtype).toBe(expected.dtype);
        expect(actual.toArray()).toEqual(expected.toArray());
      }),
    );
  }

  test("elements by index", () => {
    expectSame(({ table, index }, dim) => table.gather(dim, index));
  });

  test("elements added by index, also to one that is named twice", () => {
    expectSame(({ table, index, values }, dim) => table.clone().scatterAdd_(dim, index, values));
  });

  test("slices by index", () => {
    expectSame(({ table, list }, dim) => table.indexSelect(dim, list));
  });

  test("slices added by index, also to one that is named twice", () => {
    expectSame(({ table, list, values }, dim) => table.clone().indexAdd_(dim, list, values));
  });

  test("an index that is not there is found wherever it stands", () => {
    useKernels(kernels);
    const table = zeros([3]);
    for (const size of [1, 15, 16, 17, 40]) {
      for (const [wrong, at] of [
        [3, 0],
        [-1, size - 1],
        [2 ** 31 - 1, size >> 1],
      ]) {
        const index = zeros([size], { dtype: "int32" });
        index.data[at] = wrong;
        expect(() => table.gather(0, index)).toThrow(`gather: index must be in [0, 2] along dim 0, got ${wrong}`);
      }
    }
    expect(table.gather(0, zeros([0], { dtype: "int32" })).shape).toEqual([0]);
    expect(() => zeros([0]).gather(0, zeros([1], { dtype: "int32" }))).toThrow("index must be in");
    expect(table.indexSelect(0, [-1, 2, 0]).shape).toEqual([3]);
  });
});
