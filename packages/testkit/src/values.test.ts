import { describe, expect, test } from "vitest";
import { OwnTensor, OwnVariable } from "./testing/own-tensor.ts";
import { gradientOf, readValues, valuesOf } from "./values.ts";

const matrix = { shape: [2, 3], flat: [1, 2, 3, 4, 5, 6] };

describe("readValues", () => {
  test("numbers, truth values, nested arrays and every typed array of numbers", () => {
    expect(readValues(1.5)).toEqual({ shape: [], flat: [1.5] });
    expect(readValues(true)).toEqual({ shape: [], flat: [1] });
    expect(
      readValues([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toEqual(matrix);
    for (const type of [Float32Array, Float64Array, Int8Array, Int16Array, Uint16Array, Uint8ClampedArray]) {
      expect(readValues(type.of(1, 2))).toEqual({ shape: [2], flat: [1, 2] });
    }
  });

  test("a student's own tensor, and a transposed view of it, by toArray() and not by its storage", () => {
    const tensor = new OwnTensor([1, 2, 3, 4, 5, 6], [2, 3]);
    expect(readValues(tensor)).toEqual(matrix);
    expect(readValues(tensor.t())).toEqual({ shape: [3, 2], flat: [1, 4, 2, 5, 3, 6] });
    expect(readValues(new OwnTensor([], [0, 3]))).toEqual({ shape: [0, 3], flat: [] });
    expect(readValues(new OwnTensor([7], []))).toEqual({ shape: [], flat: [7] });
  });

  test("a student's own variable is read by its tensor", () => {
    expect(readValues(new OwnVariable(new OwnTensor([1, 2, 3, 4, 5, 6], [2, 3])))).toEqual(matrix);
  });

  test("toArray() is asked before data, which a view may refuse to give", () => {
    const view = {
      shape: [2],
      toArray: () => [1, 2],
      get data(): never {
        throw new Error("data: a tensor must be contiguous");
      },
    };
    expect(readValues(view)).toEqual({ shape: [2], flat: [1, 2] });
  });

  test("a tensor without toArray() by its data, through its strides when it is a view", () => {
    expect(readValues({ shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) })).toEqual(matrix);
    const strided = { shape: [3, 2], data: [0, 1, 2, 3, 4, 5, 6], strides: [1, 3], offset: 1 };
    expect(readValues(strided)).toEqual({ shape: [3, 2], flat: [1, 4, 2, 5, 3, 6] });
    expect(readValues({ shape: [2, 2], data: [5], strides: [0, 0] })).toEqual({ shape: [2, 2], flat: [5, 5, 5, 5] });
  });

  test("a tensor that contradicts its own shape is refused", () => {
    const flattened = { shape: [2, 2], toArray: () => [1, 2, 3, 4] };
    expect(() => readValues(flattened)).toThrow("toArray() must have the tensor's shape [2, 2], got [4]");
    const cut = { shape: [2, 2], data: [1, 2, 3] };
    expect(() => readValues(cut)).toThrow("data must have as many numbers as the shape [2, 2], got 3");
    expect(() => readValues({ shape: [2] })).toThrow("a tensor must have toArray() or an array of numbers as its data");
  });

  test("what holds no numbers is refused", () => {
    for (const value of ["1", null, undefined, {}, new Map(), BigInt64Array.of(1n), new DataView(new ArrayBuffer(8))]) {
      expect(() => readValues(value)).toThrow("toBeAllClose: values must be numbers, arrays or tensors, got ");
    }
  });
});

test("valuesOf and gradientOf give plain numbers, and null where there is no gradient", () => {
  const variable = new OwnVariable(new OwnTensor([1, 2], [2]));
  expect(valuesOf(variable)).toEqual([1, 2]);
  expect(gradientOf(variable)).toBe(null);
  variable.square().backward(new OwnTensor([1, 1], [2]));
  expect(gradientOf(variable)).toEqual([2, 4]);
  expect(gradientOf({ grad: { data: new OwnTensor([3], [1]) } })).toEqual([3]);
});
