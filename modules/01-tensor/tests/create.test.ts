import { refusal } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { arange, full, ones, tensor, zeros } from "../src/index.ts";

describe("tensor", () => {
  test("[[1, 2, 3], [4, 5, 6]]: two rows of three are the shape [2, 3], 6 elements, strides [3, 1]", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([x.shape, x.size, x.strides]).toEqual([[2, 3], 6, [3, 1]]);
  });

  test("toArray gives back what went in", () => {
    const values = [
      [[1], [2]],
      [[3], [4]],
      [[5], [6]],
    ];
    expect(tensor(values).toArray()).toEqual(values);
  });

  test("a number alone has no dimensions: the shape [], and the array 7", () => {
    const x = tensor(7);
    expect([x.shape, x.ndim, x.toArray()]).toEqual([[], 0, 7]);
  });

  test("[[], []]: two rows of nothing, the shape [2, 0]", () => {
    const x = tensor([[], []]);
    expect([x.shape, x.toArray()]).toEqual([
      [2, 0],
      [[], []],
    ]);
  });

  test("it is a copy: who changes the array afterwards does not change the tensor", () => {
    const values = [1, 2];
    const x = tensor(values);
    values[0] = 99;
    expect(x.toArray()).toEqual([1, 2]);
  });

  test("rows of 2 and 3 numbers are refused", () => {
    expect(
      refusal(() =>
        tensor([
          [1, 2],
          [3, 4, 5],
        ]),
      ),
    ).toBe("tensor: nested arrays must have equal shapes, got [2] beside [3]");
  });

  test("float32 rounds 0.1 to 0.10000000149011612, float64 does not", () => {
    expect(tensor([0.1]).at(0)).toBe(0.10000000149011612);
    expect(tensor([0.1], { dtype: "float64" }).at(0)).toBe(0.1);
  });
});

describe("zeros", () => {
  test("[2, 3]: six zeros in two rows", () => {
    expect(zeros([2, 3]).toArray()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });
});

describe("ones", () => {
  test("[3]: three ones; and of the shape [] a single one", () => {
    expect([ones([3]).toArray(), ones([]).toArray()]).toEqual([[1, 1, 1], 1]);
  });
});

describe("full", () => {
  test("[2, 1] of 7", () => {
    expect(full([2, 1], 7).toArray()).toEqual([[7], [7]]);
  });
});

describe("arange", () => {
  test("4: 0, 1, 2, 3, and not 4", () => {
    expect(arange(4).toArray()).toEqual([0, 1, 2, 3]);
  });
});
