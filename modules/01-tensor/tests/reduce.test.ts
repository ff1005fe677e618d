import { refusal } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { tensor } from "../src/index.ts";

const table = () =>
  tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);

describe("Tensor: reductions", () => {
  test("sum of everything: 1 + 2 + … + 6 = 21, without a dimension", () => {
    const sum = table().sum();
    expect([sum.toArray(), sum.shape]).toEqual([21, []]);
  });

  test("sum(0) makes the rows one, sum(1) the columns: [5, 7, 9] and [6, 15]", () => {
    expect([table().sum(0).toArray(), table().sum(1).toArray()]).toEqual([
      [5, 7, 9],
      [6, 15],
    ]);
  });

  test("sum(-1) is the last dimension: [6, 15]", () => {
    expect(table().sum(-1).toArray()).toEqual([6, 15]);
  });

  test("mean(0): two numbers in each column, so [5/2, 7/2, 9/2]", () => {
    expect(table().mean(0).toArray()).toEqual([2.5, 3.5, 4.5]);
  });

  test("max of −3, −1, −2 is −1", () => {
    expect(tensor([-3, -1, -2]).max().item()).toBe(-1);
  });

  test("keepdim: sum(1) as a column [[6], [15]]", () => {
    expect(table().sum(1, { keepdim: true }).toArray()).toEqual([[6], [15]]);
  });

  test("each row less its own largest number: [[1, 2], [9, 4]] → [[−1, 0], [0, −5]]", () => {
    const x = tensor([
      [1, 2],
      [9, 4],
    ]);
    expect(x.sub(x.max(1, { keepdim: true })).toArray()).toEqual([
      [-1, 0],
      [0, -5],
    ]);
  });

  test("argmax of 3, 7, 7 is 1, the first of the two", () => {
    expect(tensor([3, 7, 7]).argmax().item()).toBe(1);
  });

  test("a matrix has no third dimension: sum(2) is refused", () => {
    expect(refusal(() => table().sum(2))).toBe("sum: dim must be from -2 to 1, got 2");
  });
});
