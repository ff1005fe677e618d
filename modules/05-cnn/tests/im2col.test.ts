import { describe, expect, test } from "vitest";
import { im2col } from "../src/index.ts";

const image = [
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
];

describe("im2col", () => {
  test("a window of [1, 2] has four places: 1 2, 2 3, 4 5 and 5 6, each a column", () => {
    expect(im2col(image, [1, 2])).toEqual([
      [1, 2, 4, 5],
      [2, 3, 5, 6],
    ]);
  });

  test("a window of 2 is read row by row: 1 2 4 5, then 2 3 5 6", () => {
    expect(im2col(image, 2)).toEqual([
      [1, 2],
      [2, 3],
      [4, 5],
      [5, 6],
    ]);
  });

  test("a second channel goes below the first", () => {
    expect(im2col([[[1, 2]], [[3, 4]]], 1)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test("a margin of [0, 1] is seen on both sides, and holds what fill says", () => {
    expect(im2col([[[1, 2]]], [1, 2], { padding: [0, 1] })).toEqual([
      [0, 1, 2],
      [1, 2, 0],
    ]);
    expect(im2col([[[7]]], [1, 2], { padding: [0, 1], fill: -5 })).toEqual([
      [-5, 7],
      [7, -5],
    ]);
  });

  test("stride [1, 2] leaves out every other place, dilation [1, 2] every other element", () => {
    expect(im2col(image, 1, { stride: [1, 2] })).toEqual([[1, 3, 4, 6]]);
    expect(im2col(image, [1, 2], { dilation: [1, 2] })).toEqual([
      [1, 4],
      [3, 6],
    ]);
  });
});
