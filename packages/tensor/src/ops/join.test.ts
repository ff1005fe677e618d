import { describe, expect, test } from "vitest";
import { ones, tensor, zeros } from "./factories.ts";
import { cat, stack } from "./join.ts";
import { where } from "./where.ts";

describe("cat and stack", () => {
  test("cat joins along a dimension, stack along a new one", () => {
    const [a, b] = [tensor([[1, 2]]), tensor([[3, 4]])];
    expect(cat([a, b]).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(cat([a, b.t().t()], -1).toArray()).toEqual([[1, 2, 3, 4]]);
    expect(stack([a, b], -1).shape).toEqual([1, 2, 2]);
    expect(stack([a, b], 1).toArray()).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
    ]);
  });

  test("sizes that do not fit are named", () => {
    expect(() => cat([])).toThrow("cat: there must be at least one tensor, got none");
    expect(() => cat([zeros([2, 2]), zeros([2, 3])])).toThrow(
      "cat: sizes must match except along dim 0, got [2, 2] and [2, 3]",
    );
    expect(() => stack([zeros([2]), zeros([3])])).toThrow("stack: tensors must have one shape, got [2] and [3]");
  });
});

describe("where", () => {
  test("it chooses element by element, and all three broadcast", () => {
    const chosen = where(tensor([1, 0]), ones([2, 1]), 5);
    expect(chosen.toArray()).toEqual([
      [1, 5],
      [1, 5],
    ]);
  });

  test("what is not chosen does not matter, even when it is NaN", () => {
    expect(where(tensor([1, 0]), tensor([1, Number.NaN]), tensor([Number.NaN, 2])).toArray()).toEqual([1, 2]);
  });
});
