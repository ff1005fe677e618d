import { describe, expect, test } from "vitest";
import { arange, full, tensor, zeros } from "../ops/factories.ts";
import { cat } from "../ops/join.ts";
import { cumsum } from "../ops/rearrange.ts";
import { where } from "../ops/where.ts";
import type { Tensor } from "./tensor.ts";

const whole = tensor([1, 2, 3], { dtype: "int32" });
const truth = tensor([true, false, true]);
const narrow = tensor([0.5, 1.5, 2.5]);
const wide = tensor([0.5, 1.5, 2.5], { dtype: "float64" });
const seen = (x: Tensor) => [x.dtype, x.toArray()];

describe("making whole numbers and truth values", () => {
  test("truth values give bool, and are read as 1 and 0", () => {
    expect(seen(tensor([[true], [false]]))).toEqual(["bool", [[1], [0]]]);
    expect(seen(tensor(true))).toEqual(["bool", 1]);
    expect(seen(tensor([true, false], { dtype: "float32" }))).toEqual(["float32", [1, 0]]);
    expect(() => tensor([true, 1])).toThrow("tensor: elements must be booleans, got number");
    expect(() => tensor([1, true])).toThrow("tensor: elements must be numbers, got boolean");
  });

  test("typed arrays give their type", () => {
    expect(tensor(new Int32Array([7])).dtype).toBe("int32");
    expect(() => tensor(new Uint8Array([7]))).toThrow("tensor: a Uint8Array needs a dtype, got none");
    expect(seen(tensor(new Uint8Array([200]), { dtype: "int32" }))).toEqual(["int32", [200]]);
  });

  test("what a type does not hold is refused", () => {
    const rule = "a value must be one that";
    expect(() => tensor([0.5], { dtype: "int32" })).toThrow(`tensor: ${rule} int32 holds, got 0.5`);
    expect(() => tensor([2 ** 31], { dtype: "int32" })).toThrow("got 2147483648");
    expect(() => tensor([2], { dtype: "bool" })).toThrow(`tensor: ${rule} bool holds, got 2`);
    expect(() => full([2], Number.NaN, { dtype: "int32" })).toThrow(`full: ${rule} int32 holds, got NaN`);
    expect(() => arange(0, 1, 0.5, { dtype: "int32" })).toThrow(`arange: ${rule} int32 holds, got 0.5`);
    expect(arange(0, 3, 1, { dtype: "int32" }).toArray()).toEqual([0, 1, 2]);
  });

  test("conversion cuts fractions off, takes anything but 0 as true, and refuses what does not fit", () => {
    expect(seen(tensor([-1.9, 1.9]).to("int32"))).toEqual(["int32", [-1, 1]]);
    expect(seen(tensor([0, -0.5, Number.NaN]).to("bool"))).toEqual(["bool", [0, 1, 1]]);
    expect(seen(truth.to("float64"))).toEqual(["float64", [1, 0, 1]]);
    expect(() => tensor([3e9]).to("int32")).toThrow("to: a number must fit in 32 bits to become int32, got 3000000000");
    expect(() => tensor([Number.NaN]).to("int32")).toThrow("got NaN");
  });
});

describe("types that meet", () => {
  test.each<[string, Tensor, string]>([
    ["int32 and float32", whole.add(narrow), "float32"],
    ["int32 and a float64 scalar", whole.add(tensor(1, { dtype: "float64" })), "float64"],
    ["float32 and an int32 tensor with dimensions", tensor(1).add(whole), "float32"],
    ["bool and int32", truth.add(whole), "int32"],
    ["bool and float64", truth.mul(wide), "float64"],
    ["int32 and a whole number", whole.mul(2), "int32"],
    ["int32 and a fraction", whole.mul(0.5), "float32"],
    ["bool and a whole number", truth.add(1), "int32"],
    ["a quotient of int32", whole.div(whole), "float32"],
    ["a power of int32", whole.pow(3), "float32"],
    ["bool times bool", truth.mul(truth), "bool"],
    ["the larger of bools", truth.maximum(truth), "bool"],
    ["a comparison of floats", narrow.gt(1), "bool"],
    ["a comparison of int32 with a fraction", whole.gt(1.5), "bool"],
    ["an exponential of int32", whole.exp(), "float32"],
    ["a square of int32", whole.square(), "int32"],
    ["a clamp to whole bounds", whole.clamp({ min: 2 }), "int32"],
    ["a clamp to a fraction", whole.clamp({ max: 1.5 }), "float32"],
    ["argmax", wide.argmax(), "int32"],
    ["a sum of bools", truth.sum(), "int32"],
    ["the largest of int32", whole.max(), "int32"],
    ["int32 joined with float32", cat([whole, narrow]), "float32"],
    ["where with a number beside int32", where(truth, whole, 0), "int32"],
    ["where with two numbers", where(truth, 1, 0), "float32"],
    ["a product of int32 matrices", whole.matmul(whole), "int32"],
    ["a product of int32 and float32 matrices", whole.matmul(narrow), "float32"],
  ])("%s: %s", (_, { dtype }, expected) => {
    expect(dtype).toBe(expected);
  });

  test("the values are those of the numbers", () => {
    expect(whole.mul(0.5).toArray()).toEqual([0.5, 1, 1.5]);
    expect(whole.sub(truth).toArray()).toEqual([0, 2, 2]);
    expect(whole.gt(1.5).toArray()).toEqual([0, 1, 1]);
    expect(whole.matmul(whole).item()).toBe(14);
    expect(whole.matmul(narrow).item()).toBe(11);
    expect(whole.add(whole, { alpha: 2 }).toArray()).toEqual([3, 6, 9]);
    expect(cumsum(whole, 0).toArray()).toEqual([1, 3, 6]);
    expect(truth.sum().item()).toBe(2);
    expect(truth.eq(0).toArray()).toEqual([0, 1, 0]);
  });

  test("arithmetic on truth values alone, and means of whole numbers, are refused", () => {
    expect(() => truth.add(truth)).toThrow('add: elements must be numbers, got bool; convert with to("int32") first');
    expect(() => truth.neg()).toThrow("neg: elements must be numbers, got bool");
    expect(() => truth.matmul(truth)).toThrow("matmul: elements must be numbers, got bool");
    expect(() => whole.mean()).toThrow('mean: elements must be floats, got int32; convert with to("float32") first');
  });

  test("whole numbers wrap round at 32 bits, in every sum and product, as PyTorch's int32 do", () => {
    const a = tensor([123456789], { dtype: "int32" });
    const b = tensor([987654321], { dtype: "int32" });
    const most = full([1], 2 ** 31 - 1, { dtype: "int32" });
    expect(a.mul(b).toArray()).toEqual([-67153019]);
    expect(a.mul(987654321).toArray()).toEqual([-67153019]);
    expect(a.clone().mul_(b).toArray()).toEqual([-67153019]);
    expect(a.square().toArray()).toEqual([Math.imul(123456789, 123456789)]);
    expect(a.matmul(b).item()).toBe(-67153019);
    expect(
      a
        .reshape([1, 1, 1, 1])
        .matmul(b.reshape([1, 1]))
        .item(),
    ).toBe(-67153019);
    expect(a.add(most).toArray()).toEqual([-2024026860]);
    expect(a.add(b, { alpha: 3 }).toArray()).toEqual([(123456789 + 3 * 987654321) | 0]);
    expect(most.neg().sub(most).toArray()).toEqual([2]);
    expect(
      cat([most, full([1], 1, { dtype: "int32" })])
        .sum()
        .item(),
    ).toBe(-(2 ** 31));
    const large = full([2, 3], 2 ** 30, { dtype: "int32" });
    expect(large.sum(1).toArray()).toEqual([3 * 2 ** 30 - 2 ** 32, 3 * 2 ** 30 - 2 ** 32]);
    expect(large.sum(0).dtype).toBe("int32");
    expect(cumsum(large, 1).toArray()).toEqual([
      [2 ** 30, -(2 ** 31), 3 * 2 ** 30 - 2 ** 32],
      [2 ** 30, -(2 ** 31), 3 * 2 ** 30 - 2 ** 32],
    ]);
  });
});

describe("writing in place keeps the type", () => {
  test("a result of a higher kind does not fit", () => {
    const x = whole.clone();
    expect(() => x.add_(0.5)).toThrow("add_: the result must be int32 to be written in place, got float32");
    expect(() => x.div_(2)).toThrow("div_: the result must be int32 to be written in place, got float32");
    expect(() => x.lerp_(x, 0.5)).toThrow("lerp_: elements must be floats, got int32");
    expect(() => x.indexAdd_(0, [0], tensor([0.5]))).toThrow("indexAdd_: the result must be int32");
    expect(() => zeros([3], { dtype: "bool" }).add_(whole)).toThrow("add_: the result must be bool");
    expect(x.toArray()).toEqual([1, 2, 3]);
  });

  test("one that fits is written, and a copy converts", () => {
    expect(whole.clone().add_(whole, { alpha: 2 }).toArray()).toEqual([3, 6, 9]);
    expect(whole.clone().neg_().toArray()).toEqual([-1, -2, -3]);
    expect(whole.clone().copy_(narrow).toArray()).toEqual([0, 1, 2]);
    expect(
      truth
        .clone()
        .mul_(tensor([true, true, false]))
        .toArray(),
    ).toEqual([1, 0, 0]);
    expect(narrow.clone().add_(whole).toArray()).toEqual([1.5, 3.5, 5.5]);
  });
});
