import { describe, expect, test } from "vitest";
import { arange, eye, full, fullLike, linspace, ones, onesLike, tensor, zeros, zerosLike } from "./factories.ts";

describe("tensor", () => {
  test("nested arrays give their shape, and are copied", () => {
    const values = [
      [1, 2],
      [3, 4],
    ];
    const x = tensor(values);
    values[0][0] = 9;
    expect(x.shape).toEqual([2, 2]);
    expect(x.dtype).toBe("float32");
    expect(x.toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test("a typed array gives its type, and is copied", () => {
    const values = new Float64Array([0.1, 0.2]);
    const x = tensor(values, { shape: [2, 1] });
    values[0] = 9;
    expect(x.dtype).toBe("float64");
    expect(x.toArray()).toEqual([[0.1], [0.2]]);
  });

  test("a number is a scalar; empty arrays keep their shape", () => {
    expect(tensor(3).shape).toEqual([]);
    expect(tensor(3).item()).toBe(3);
    expect(tensor([]).shape).toEqual([0]);
    expect(tensor([[], []]).shape).toEqual([2, 0]);
  });

  test("float32 rounds, float64 does not", () => {
    expect(tensor(0.1).item()).toBe(Math.fround(0.1));
    expect(tensor(0.1, { dtype: "float64" }).item()).toBe(0.1);
  });

  test("ragged nesting is refused, wherever it is", () => {
    const rule = "tensor: nested arrays must have equal lengths at each level";
    expect(() => tensor([[1, 2], [3]])).toThrow(`${rule}, got length 1 beside 2 at level 1 of [2, 2]`);
    expect(() => tensor([1, [2]])).toThrow(`${rule}, got an array where a number should be at level 1 of [2]`);
    expect(() => tensor([[1], 2])).toThrow(`${rule}, got a number where an array should be at level 1 of [2, 1]`);
  });

  test("a shape must hold the values", () => {
    expect(tensor([1, 2, 3, 4], { shape: [2, -1] }).shape).toEqual([2, 2]);
    expect(() => tensor([1, 2, 3], { shape: [2, 2] })).toThrow(
      "tensor: the number of elements must stay 3, got [3] -> [2, 2]",
    );
  });
});

describe("factories", () => {
  test("each fills its shape", () => {
    expect(zeros([2]).toArray()).toEqual([0, 0]);
    expect(ones([1, 2]).toArray()).toEqual([[1, 1]]);
    expect(full([], 4).item()).toBe(4);
    expect(zerosLike(ones([2], { dtype: "float64" })).dtype).toBe("float64");
    expect(onesLike(zeros([2])).toArray()).toEqual([1, 1]);
  });

  test("small tensors do not share memory", () => {
    const [a, b] = [zeros([3]), zeros([3])];
    a.fill_(1);
    expect(b.toArray()).toEqual([0, 0, 0]);
    expect(Array.from({ length: 3000 }, () => zeros([5]).fill_(1)).every((x) => x.sum().item() === 5)).toBe(true);
  });

  test("arange counts from start to before end", () => {
    expect(arange(3).toArray()).toEqual([0, 1, 2]);
    expect(arange(1, 2, 0.25).toArray()).toEqual([1, 1.25, 1.5, 1.75]);
    expect(arange(3, 0, -1).toArray()).toEqual([3, 2, 1]);
    expect(() => arange(0, 1, -1)).toThrow("arange: the step must lead from start to end, got 0 to 1 by -1");
  });

  test("sizes must be whole numbers", () => {
    expect(() => zeros([1.5])).toThrow("zeros: sizes must be whole numbers ≥ 0, got [1.5]");
    expect(() => ones([-1])).toThrow("ones: sizes must be whole numbers ≥ 0, got [-1]");
    const most = "zeros: there must be at most 2⁴⁸ elements, got";
    expect(() => zeros([2 ** 49])).toThrow(new RangeError(`${most} [562949953421312]`));
    expect(() => zeros([1e200, 1e200])).toThrow(`${most} [1e+200, 1e+200]`);
    expect(zeros([1e10, 0]).size).toBe(0);
    expect(() => zeros([1e200, 1e200, 0])).toThrow(most);
  });
});

// The numbers are PyTorch's.
describe("eye, linspace and fullLike", () => {
  test("eye is the identity, also of unequal sides", () => {
    expect(eye(2).toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(eye(2, 3, { dtype: "int32" }).toArray()).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
    expect(eye(0).shape).toEqual([0, 0]);
    expect(() => eye(1.5)).toThrow("eye: sizes must be whole numbers ≥ 0, got [1.5, 1.5]");
  });

  test("linspace has both ends exactly", () => {
    expect(linspace(0, 1, 5).toArray()).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(linspace(-0.1, 0.1, 3, { dtype: "float64" }).toArray()).toEqual([-0.1, 0, 0.1]);
    expect(linspace(3, 9, 1).toArray()).toEqual([3]);
    expect(linspace(3, 9, 0).shape).toEqual([0]);
    expect(() => linspace(-1e308, 1e308, 3, { dtype: "float64" })).toThrow(
      "linspace: start and end must be at a finite distance, got -1e+308 and 1e+308",
    );
    expect(() => linspace(0, 1, -1)).toThrow("linspace: steps must be a whole number ≥ 0, got -1");
  });

  test("fullLike takes shape and type of another", () => {
    const x = fullLike(eye(2, 2, { dtype: "int32" }), 7);
    expect([x.dtype, x.toArray()]).toEqual([
      "int32",
      [
        [7, 7],
        [7, 7],
      ],
    ]);
  });
});
