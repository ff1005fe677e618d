import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { arange, ones, tensor, zeros } from "../ops/factories.ts";
import { scope } from "./scope.ts";
import type { Tensor } from "./tensor.ts";

// The numbers in their columns are PyTorch's.
describe("a tensor is printed as PyTorch prints it, with its shape and type", () => {
  test.each<[string, Tensor, string]>([
    ["whole floats", tensor([1, 2, -3]), "[ 1.,  2., -3.], shape=[3], dtype=float32"],
    ["fractions", tensor([0.1, 12.34567]), "[ 0.1000, 12.3457], shape=[2], dtype=float32"],
    ["a scalar", tensor(0.5), "0.5000, shape=[], dtype=float32"],
    ["whole numbers", tensor([1, -20], { dtype: "int32" }), "[  1, -20], shape=[2], dtype=int32"],
    ["truth values", tensor([true, false]), "[ true, false], shape=[2], dtype=bool"],
    ["a wide spread", tensor([1234.5, 0.001]), "[1.2345e+03, 1.0000e-03], shape=[2], dtype=float32"],
    ["small numbers", tensor([1e-5, 0], { dtype: "float64" }), "[1.0000e-05, 0.0000e+00], shape=[2], dtype=float64"],
    [
      "what is no number",
      tensor([1.5, Number.NaN, Number.NEGATIVE_INFINITY]),
      "[   1.5000,       NaN, -Infinity], shape=[3], dtype=float32",
    ],
    ["a negative zero", tensor([-0, 1]), "[-0.,  1.], shape=[2], dtype=float32"],
    ["nothing", zeros([0]), "[], shape=[0], dtype=float32"],
    ["nothing in many rows", zeros([400_000, 0]), "[], shape=[400000, 0], dtype=float32"],
    ["nothing in two dimensions", zeros([0, 3]), "[], shape=[0, 3], dtype=float32"],
  ])("%s", (_, x, expected) => {
    expect(String(x)).toBe(`tensor(${expected})`);
  });

  test("rows are aligned under each other, and matrices stand apart", () => {
    expect(
      String(
        tensor([
          [1, 2],
          [3, 4.5],
        ]).t(),
      ),
    ).toBe("tensor([[1.0000, 3.0000],\n        [2.0000, 4.5000]], shape=[2, 2], dtype=float32)");
    expect(String(zeros([2, 1, 2]))).toBe(
      "tensor([[[0., 0.]],\n\n        [[0., 0.]]], shape=[2, 1, 2], dtype=float32)",
    );
  });

  test("of many short dimensions every element is shown", () => {
    expect(String(zeros(new Array(7).fill(6))).match(/0\./g)).toHaveLength(6 ** 7);
  });

  test("a long row goes on in the next line, and a large tensor shows its edges", () => {
    expect(String(arange(20)).split("\n")).toEqual([
      "tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13.,",
      "        14., 15., 16., 17., 18., 19.], shape=[20], dtype=float32)",
    ]);
    expect(String(arange(1001))).toBe(
      "tensor([   0.,    1.,    2.,  ...,  998.,  999., 1000.], shape=[1001], dtype=float32)",
    );
    expect(String(ones([1000, 7])).split("\n")).toEqual([
      "tensor([[1., 1., 1.,  ..., 1., 1., 1.],",
      "        [1., 1., 1.,  ..., 1., 1., 1.],",
      "        [1., 1., 1.,  ..., 1., 1., 1.],",
      "        ...,",
      "        [1., 1., 1.,  ..., 1., 1., 1.],",
      "        [1., 1., 1.,  ..., 1., 1., 1.],",
      "        [1., 1., 1.,  ..., 1., 1., 1.]], shape=[1000, 7], dtype=float32)",
    ]);
  });

  test("the console prints the same, alone and inside of other things", () => {
    const x = tensor([1, 2]);
    expect(inspect(x)).toBe(String(x));
    expect(inspect({ x })).toBe(`{ x: ${String(x)} }`);
  });

  test("JSON has all of it, with what JSON does not have as text", () => {
    expect(JSON.stringify(tensor([[1.5, Number.NaN]]))).toBe(
      '{"dtype":"float32","shape":[1,2],"values":[[1.5,"NaN"]]}',
    );
    expect(JSON.stringify(tensor(true))).toBe('{"dtype":"bool","shape":[],"values":1}');
  });

  test("one that was freed says so, instead of an error", () => {
    let leaked = ones([1]);
    scope(() => {
      leaked = ones([2]);
    });
    expect(String(leaked)).toBe("tensor(freed at the end of its scope, shape=[2], dtype=float32)");
  });
});
