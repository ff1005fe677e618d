import { refusal } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { tensor } from "../src/index.ts";

describe("Tensor: element by element", () => {
  test("[1, 2] + [10, 20] = [11, 22]; −, · and / alike", () => {
    const [a, b] = [tensor([1, 2]), tensor([10, 20])];
    expect([a.add(b), b.sub(a), a.mul(b), b.div(a)].map((result) => result.toArray())).toEqual([
      [11, 22],
      [9, 18],
      [10, 40],
      [10, 10],
    ]);
  });

  test("a number goes to every element: [1, 2] · 3 = [3, 6]", () => {
    expect(tensor([1, 2]).mul(3).toArray()).toEqual([3, 6]);
  });

  test("tensor(10) on the left: 10 − [1, 2] = [9, 8]", () => {
    expect(
      tensor(10)
        .sub(tensor([1, 2]))
        .toArray(),
    ).toEqual([9, 8]);
  });

  test("a row goes to every row: [[1, 2], [3, 4]] + [10, 20] = [[11, 22], [13, 24]]", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(x.add(tensor([10, 20])).toArray()).toEqual([
      [11, 22],
      [13, 24],
    ]);
  });

  test("a column goes to every column: [[1, 2], [3, 4]] + [[10], [20]] = [[11, 12], [23, 24]]", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(x.add(tensor([[10], [20]])).toArray()).toEqual([
      [11, 12],
      [23, 24],
    ]);
  });

  test("a column and a row make a table: [[1], [2]] · [1, 10] = [[1, 10], [2, 20]]", () => {
    expect(
      tensor([[1], [2]])
        .mul(tensor([1, 10]))
        .toArray(),
    ).toEqual([
      [1, 10],
      [2, 20],
    ]);
  });

  test("three numbers and two do not fit, and the message says which operation asked", () => {
    expect(refusal(() => tensor([1, 2, 3]).add(tensor([1, 2])))).toBe(
      "add: shapes must be equal or 1, aligned at the end, got [3] and [2]",
    );
  });

  test("a transpose is added as it is read: [[1, 2], [3, 4]] + its transpose = [[2, 5], [5, 8]]", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(x.add(x.t()).toArray()).toEqual([
      [2, 5],
      [5, 8],
    ]);
  });

  test("the power of 2, and the larger of two: [−3, 2]² = [9, 4], maximum with 0 = [0, 2]", () => {
    const x = tensor([-3, 2]);
    expect([x.pow(2).toArray(), x.maximum(0).toArray()]).toEqual([
      [9, 4],
      [0, 2],
    ]);
  });

  test("neg, exp, log and sqrt: −4, e⁰ = 1, log 1 = 0, √4 = 2", () => {
    expect(tensor([4]).neg().item()).toBe(-4);
    expect(tensor([0]).exp().item()).toBe(1);
    expect(tensor([1]).log().item()).toBeAllClose(0);
    expect(tensor([4]).sqrt().item()).toBe(2);
  });

  test("float32 on both sides: tensor([0.1]) − 0.1 is exactly 0", () => {
    expect(tensor([0.1]).sub(0.1).item()).toBe(0);
  });
});
