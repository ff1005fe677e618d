import { refusal } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { arange, tensor } from "../src/index.ts";

/** 0 to 5 in two rows: every number is its own place in the storage. */
const table = () => arange(6).reshape([2, 3]);

describe("Tensor: views", () => {
  test("t(): element (i, j) becomes (j, i), and strides [3, 1] become [1, 3]", () => {
    const turned = table().t();
    expect([turned.shape, turned.strides]).toEqual([
      [3, 2],
      [1, 3],
    ]);
    expect(turned.toArray()).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
  });

  test("nothing is copied: what is written into the storage shows in the transpose", () => {
    const x = table();
    const turned = x.t();
    x.storage[1] = 99;
    expect(turned.at(1, 0)).toBe(99);
  });

  test("transpose(0, 2) of [2, 3, 4] has the shape [4, 3, 2]; (i, j, k) becomes (k, j, i)", () => {
    const x = arange(24).reshape([2, 3, 4]);
    const turned = x.transpose(0, 2);
    expect(turned.shape).toEqual([4, 3, 2]);
    expect(turned.at(3, 1, 0)).toBe(x.at(0, 1, 3));
  });

  test("select(0, 1) is the second row, from place 3 on; select(1, -1) the last column", () => {
    const row = table().select(0, 1);
    expect([row.toArray(), row.offset]).toEqual([[3, 4, 5], 3]);
    expect(table().select(1, -1).toArray()).toEqual([2, 5]);
  });

  test("broadcastTo repeats a row with the stride 0", () => {
    const repeated = tensor([1, 2]).broadcastTo([3, 2]);
    expect(repeated.strides).toEqual([0, 1]);
    expect(repeated.toArray()).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  test("reshape([3, -1]): 6 elements in 3 rows, so 2 in each, in the order they were in", () => {
    expect(table().reshape([3, -1]).toArray()).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
  });

  test("reshape after t(): the order is the transpose's, 0 3 1 4 2 5, and not the storage's", () => {
    expect(table().t().reshape([6]).toArray()).toEqual([0, 3, 1, 4, 2, 5]);
  });

  test("6 elements do not fill rows of 4, and two −1 leave it open", () => {
    expect(refusal(() => table().reshape([-1, 4]))).toBe(
      "reshape: the shape must have 6 elements, got [2, 3] -> [-1, 4]",
    );
    // The rule is said in your own words, and the shapes behind it.
    expect(refusal(() => table().reshape([-1, -1]))).toMatch(/^reshape: .+, got \[2, 3\] -> \[-1, -1\]$/);
  });

  test("contiguous copies only what needs it, and clone always", () => {
    const x = table();
    expect(x.contiguous()).toBe(x);
    expect(x.t().contiguous().strides).toEqual([2, 1]);
    x.clone().storage[0] = 99;
    expect(x.at(0, 0)).toBe(0);
  });
});
