import { describe, expect, test } from "vitest";
import { arange, tensor, zeros } from "./factories.ts";
import { cumsum, flip, pad, tril, triu, unpad } from "./rearrange.ts";
import { variance } from "./variance.ts";

const grid = () => arange(6).reshape([2, 3]);

describe("rearranging", () => {
  test("running sums go along one dimension, of views too", () => {
    expect(cumsum(grid(), 0).toArray()).toEqual([
      [0, 1, 2],
      [3, 5, 7],
    ]);
    expect(cumsum(grid(), -1).toArray()).toEqual([
      [0, 1, 3],
      [3, 7, 12],
    ]);
    expect(cumsum(grid().t(), 0).toArray()).toEqual([
      [0, 3],
      [1, 7],
      [3, 12],
    ]);
    const truths = cumsum(tensor([true, true, false]), 0);
    expect([truths.dtype, truths.toArray()]).toEqual(["int32", [1, 2, 2]]);
    expect(cumsum(zeros([0, 3]), 1).shape).toEqual([0, 3]);
  });

  test("flip reverses the named dimensions and copies", () => {
    const x = grid();
    expect(flip(x, [0, 1]).toArray()).toEqual([
      [5, 4, 3],
      [2, 1, 0],
    ]);
    flip(x, []).fill_(9);
    expect(x.toArray()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test("pad and unpad undo one another; widths come from the last dimension backwards", () => {
    const padded = pad(tensor([[1]]), [1, 2, 0, 1], 7);
    expect(padded.toArray()).toEqual([
      [7, 1, 7, 7],
      [7, 7, 7, 7],
    ]);
    expect(unpad(padded, [1, 2, 0, 1]).toArray()).toEqual([[1]]);
    expect(() => pad(grid(), [1])).toThrow(
      "pad: widths must be pairs of whole numbers ≥ 0, at most one pair for each dimension, got [1] for [2, 3]",
    );
    expect(() => pad(grid(), [-1, 0])).toThrow("got [-1, 0]");
    expect(() => pad(grid(), [0, 0, 0, 0, 1, 1])).toThrow("for [2, 3]");
  });

  test("triangles split a matrix between them, even past its corners and over NaN", () => {
    const x = tensor([
      [Number.NaN, 1, 2],
      [3, 4, 5],
    ]);
    expect(tril(x, -1).toArray()).toEqual([
      [0, 0, 0],
      [3, 0, 0],
    ]);
    expect(triu(x, 1).toArray()).toEqual([
      [0, 1, 2],
      [0, 0, 5],
    ]);
    expect(tril(grid(), 5).toArray()).toEqual(grid().toArray());
    expect(triu(grid(), 5).toArray()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(tril(zeros([2, 3, 3])).shape).toEqual([2, 3, 3]);
    expect(() => tril(zeros([3]))).toThrow("tril: a tensor must have at least 2 dimensions, got [3]");
  });
});

describe("variance", () => {
  test("is unbiased unless told otherwise", () => {
    const x = tensor([
      [1, 2, 3],
      [5, 5, 5],
    ]);
    expect(variance(x, 1).toArray()).toEqual([1, 0]);
    expect(variance(x, 0, { keepdim: true, correction: 0 }).toArray()).toEqual([[4, 2.25, 1]]);
    expect(variance(tensor([1, 3])).item()).toBe(2);
    expect(() => variance(tensor([1]))).toThrow("variance: there must be more than 1 elements to spread, got 1 of [1]");
  });
});
