import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Generator } from "../core/generator.ts";
import type { Shape } from "../core/shape.ts";
import type { Tensor } from "../core/tensor.ts";
import { cat } from "./join.ts";
import { randn } from "./random.ts";
import { cumsum, flip, pad, unpad } from "./rearrange.ts";
import { variance } from "./variance.ts";
import { where } from "./where.ts";

fc.configureGlobal({ seed: 4 });

// Shapes keep to sizes 0 to 4, where the edges are: nothing, one, a few.

const sizes = fc.integer({ min: 0, max: 4 });
const shapes = fc.array(sizes, { maxLength: 4 });
const filledShapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

const normals = (shape: Shape, seed = 1): Tensor => randn(shape, { generator: new Generator(seed), dtype: "float64" });

/** Two shapes that broadcast to a third: sizes made 1, and leading ones left out. */
const broadcastable = shapes.chain((shape) => {
  const operand = fc
    .tuple(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), fc.integer({ min: 0, max: shape.length }))
    .map(([ones, missing]) => shape.map((length, d) => (ones[d] ? 1 : length)).slice(missing));
  return fc.tuple(operand, operand);
});

/** A tensor under a random layout: dimensions permuted, then sliced, then one of them repeated. */
const views = filledShapes.chain((shape) =>
  fc
    .tuple(
      fc.shuffledSubarray([...shape.keys()], { minLength: shape.length, maxLength: shape.length }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 2 })), {
        minLength: shape.length,
        maxLength: shape.length,
      }),
      fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    )
    .map(([order, cuts, repeated]) => {
      let view = normals(shape).permute(order);
      for (const [d, [start, step]] of cuts.entries()) view = view.slice(d, start, undefined, step);
      return repeated === undefined ? view : view.unsqueeze(0).expand([repeated, ...view.shape]);
    }),
);

/** The element at a position, read from nested arrays: an oracle that knows nothing of strides. */
function at(x: Tensor, position: readonly number[]): number {
  let level = x.toArray();
  for (const index of position) level = Array.isArray(level) ? level[index] : Number.NaN;
  return Number(level);
}

/** Every position of a shape, in row-major order. */
function positions(shape: Shape): number[][] {
  let all: number[][] = [[]];
  for (const length of shape) {
    all = all.flatMap((start) => Array.from({ length }, (_, i) => [...start, i]));
  }
  return all;
}

describe("broadcasting", () => {
  test("is what a naive reading of the rule says, for any two shapes", () => {
    fc.assert(
      fc.property(broadcastable, ([a, b]) => {
        const [x, y] = [normals(a, 1), normals(b, 2)];
        const difference = x.sub(y);
        const aligned = (shape: Shape, position: readonly number[]) =>
          shape.map((length, d) => (length === 1 ? 0 : position[position.length - shape.length + d]));
        for (const position of positions(difference.shape)) {
          expect(at(difference, position)).toBe(at(x, aligned(a, position)) - at(y, aligned(b, position)));
        }
        const expected = Array.from(
          { length: Math.max(a.length, b.length) },
          (_, d, n = Math.max(a.length, b.length)) => {
            const [m, k] = [a[a.length - n + d] ?? 1, b[b.length - n + d] ?? 1];
            return m === 1 ? k : m;
          },
        );
        expect(difference.shape).toEqual(expected);
      }),
    );
  });

  test("an operation in place is the operation, written back", () => {
    fc.assert(
      fc.property(broadcastable, ([a, b]) => {
        const [x, y] = [normals(a, 1), normals(b, 2)];
        const sum = x.add(y);
        fc.pre(sum.shape.join() === x.shape.join());
        expect(x.clone().add_(y).toArray()).toEqual(sum.toArray());
      }),
    );
  });
});

describe("every operation sees a view as it sees a copy", () => {
  const operations: Record<string, (x: Tensor) => Tensor> = {
    exp: (x) => x.exp(),
    "add to itself turned around": (x) => x.add(flip(x, 0)),
    compare: (x) => x.gt(0),
    where: (x) => where(x.gt(0), x, x.neg()),
    "sum of all": (x) => x.sum(),
    "sum of the first dimension": (x) => x.sum(0),
    "sum of the last, kept": (x) => x.sum(-1, { keepdim: true }),
    cumsum: (x) => cumsum(x, 0),
    flip: (x) => flip(x, [0, -1].slice(0, x.ndim > 1 ? 2 : 1)),
    pad: (x) => pad(x, [1, 2], 5),
    "joined with itself": (x) => cat([x, x.mul(2)], -1),
    "picked by index": (x) =>
      x.indexSelect(
        0,
        Array.from({ length: x.shape[0] }, (_, i) => -1 - i),
      ),
    "matrix product": (x) => x.matmul(x.ndim > 1 ? x.transpose(-1, -2) : x),
    "reshaped to a row": (x) => x.reshape([x.size]),
    "as int32": (x) => x.mul(10).to("int32"),
  };
  for (const [name, operation] of Object.entries(operations)) {
    test(name, () => {
      fc.assert(
        fc.property(views, (view) => {
          const before = view.toArray();
          expect(operation(view).toArray()).toEqual(operation(view.clone()).toArray());
          expect(view.toArray()).toEqual(before);
        }),
      );
    });
  }
});

describe("parts and wholes", () => {
  test("a view's elements are its tensor's, wherever they lie", () => {
    fc.assert(
      fc.property(filledShapes, fc.integer({ min: 0, max: 3 }), (shape, dim) => {
        const d = dim % shape.length;
        const x = normals(shape);
        const moved = x.transpose(0, d);
        for (const position of positions(moved.shape)) {
          const original = [...position];
          [original[0], original[d]] = [original[d], original[0]];
          expect(at(moved, position)).toBe(at(x, original));
        }
      }),
    );
  });

  test("a sum is the sum of its parts, and joining the parts gives the whole", () => {
    fc.assert(
      fc.property(filledShapes, sizes, (shape, cut) => {
        const x = normals(shape);
        const [head, tail] = [x.slice(0, 0, cut), x.slice(0, cut)];
        expect(head.sum().item() + tail.sum().item()).toBeCloseTo(x.sum().item(), 10);
        expect(cat([head, tail]).toArray()).toEqual(x.toArray());
        expect(cumsum(x, 0).select(0, -1).sub(x.sum(0)).abs().max().item()).toBeLessThan(1e-12);
      }),
    );
  });

  test("what is turned, padded or moved, comes back", () => {
    fc.assert(
      fc.property(shapes, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 2 }), (shape, widths) => {
        const x = normals(shape);
        const dims = [...shape.keys()];
        expect(flip(flip(x, dims), dims).toArray()).toEqual(x.toArray());
        expect(x.permute(dims.toReversed()).permute(dims.toReversed()).toArray()).toEqual(x.toArray());
        fc.pre(shape.length > 0);
        expect(unpad(pad(x, widths, 9), widths).toArray()).toEqual(x.toArray());
      }),
    );
  });

  test("the variance is the mean square less the squared mean", () => {
    fc.assert(
      fc.property(filledShapes, (shape) => {
        const x = normals(shape);
        const expected = x.square().mean(0).sub(x.mean(0).square());
        expect(variance(x, 0, { correction: 0 }).sub(expected).abs().max().item()).toBeLessThan(1e-12);
      }),
    );
  });

  test("a matrix product is made of sums of products, also with nothing to sum", () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, fc.boolean(), fc.boolean(), (m, k, n, turnA, turnB) => {
        const a = turnA ? normals([k, m], 1).t() : normals([m, k], 1);
        const b = turnB ? normals([n, k], 2).t() : normals([k, n], 2);
        const product = a.matmul(b);
        expect(product.shape).toEqual([m, n]);
        for (const [i, j] of positions([m, n])) {
          let sum = 0;
          for (let p = 0; p < k; p++) sum += at(a, [i, p]) * at(b, [p, j]);
          expect(at(product, [i, j])).toBeCloseTo(sum, 12);
        }
      }),
    );
  });
});
