import { describe, expect, test } from "vitest";
import { windowOver } from "../core/window.ts";
import { arange, ones, tensor, zeros } from "./factories.ts";
import { cat } from "./join.ts";
import { convolve, fold, pool } from "./window.ts";

describe("windows over images", () => {
  const image = arange(9).reshape([1, 1, 3, 3]);

  test("columns show what the window sees, element by element of the window", () => {
    expect(windowOver("test", image, 2).output).toEqual([2, 2]);
    expect(image.unfold2d(2).toArray()).toEqual([
      [
        [
          [0, 1, 3, 4],
          [1, 2, 4, 5],
          [3, 4, 6, 7],
          [4, 5, 7, 8],
        ],
      ],
    ]);
  });

  test("fold counts an element as often as a window saw it", () => {
    const window = windowOver("test", image, 2, { padding: 1 });
    expect(fold(ones([1, 1, 3, 3]).unfold2d(2, { padding: 1 }), window, [1, 1, 3, 3]).toArray()).toEqual([
      [
        [
          [4, 4, 4],
          [4, 4, 4],
          [4, 4, 4],
        ],
      ],
    ]);
  });

  test("a stretched window skips elements, and the margin holds what it is given", () => {
    const stretched = { dilation: 2, padding: [0, 1], stride: [3, 1] } as const;
    expect(image.unfold2d([1, 2], { ...stretched, fill: -1 }).toArray()).toEqual([
      [
        [
          [-1, 0, 1],
          [1, 2, -1],
        ],
      ],
    ]);
  });

  test("a convolution is the sum of what the window sees, each times its weight", () => {
    const weights = arange(4).reshape([1, 1, 2, 2]);
    expect(convolve(image, weights, windowOver("test", image, 2), 1).toArray()).toEqual([
      [
        [
          [19, 25],
          [37, 43],
        ],
      ],
    ]);
  });

  test("each group of channels has kernels of its own", () => {
    const both = cat([image, image.mul(10)], 1);
    const weights = tensor([1, 2, 3, 4]).reshape([4, 1, 1, 1]);
    const sums = convolve(both, weights, windowOver("test", both, 1), 2).sum([2, 3]);
    expect(sums.toArray()).toEqual([[36, 72, 1080, 1440]]);
  });

  test("whole numbers are convolved exactly, and truth values are refused", () => {
    const large = ones([1, 1, 2, 2])
      .mul(2 ** 20)
      .to("int32");
    const weights = tensor([[[[2 ** 9, 1, 1, 2 ** 9]]]])
      .reshape([1, 1, 2, 2])
      .to("int32");
    const sum = convolve(large, weights, windowOver("test", large, 2), 1);
    expect([sum.dtype, sum.item()]).toEqual(["int32", 2 ** 30 + 2 ** 21]);
    const truths = large.gt(0);
    expect(() => convolve(truths, truths, windowOver("test", truths, 2), 1)).toThrow(TypeError);
  });

  test("in pooling the first of equal elements wins, NaN beats all, and the margin nothing", () => {
    const tied = tensor([
      [1, 1, -Infinity],
      [1, 1, -Infinity],
      [Number.NaN, 5, -Infinity],
    ]).reshape([1, 1, 3, 3]);
    const positions = (stride: number, padding: number) =>
      pool("argmax", tied, windowOver("test", tied, 2, { stride, padding }))
        .reshape([-1])
        .toArray();
    expect(positions(1, 0)).toEqual([0, 1, 6, 7]);
    expect(positions(2, 1)).toEqual([0, 1, 6, 7]);
    const largest = pool("max", tied, windowOver("test", tied, 2));
    expect(largest.reshape([-1]).toArray()).toEqual([1, 1, Number.NaN, 5]);
    const empty = tied.slice(3, 2);
    expect(
      pool("argmax", empty, windowOver("test", empty, [2, 1]))
        .reshape([-1])
        .toArray(),
    ).toEqual([0, 1]);
  });

  test("a mean of whole numbers under a window would not be one of them", () => {
    const whole = tensor(Int32Array.of(1, 2)).reshape([1, 1, 1, 2]);
    expect(pool("max", whole, windowOver("test", whole, [1, 2])).item()).toBe(2);
    expect(() => pool("mean", whole, windowOver("test", whole, [1, 2]))).toThrow(TypeError);
  });

  test("a view is unfolded as what it shows", () => {
    expect(image.transpose(2, 3).unfold2d([3, 1]).toArray()).toEqual([
      [
        [
          [0, 3, 6],
          [1, 4, 7],
          [2, 5, 8],
        ],
      ],
    ]);
  });

  test("what does not fit is refused by name", () => {
    expect(() => image.unfold2d(4)).toThrow(
      /^unfold2d: the window must fit in the padded image, got a window of \[4, 4\]/,
    );
    expect(() => arange(9).unfold2d(2)).toThrow(/^unfold2d: images must be \[N, C, height, width\], got \[9\]/);
    expect(() => image.to("int32").unfold2d(2, { padding: 1, fill: Number.NEGATIVE_INFINITY })).toThrow(
      "unfold2d: a value must be one that int32 holds, got -Infinity",
    );
  });

  test("a window that is kept in one object, with its size, is taken as it is", () => {
    const window = { kernel: [2, 2], stride: 2 } as const;
    expect(image.unfold2d(window.kernel, window).toArray()).toEqual(image.unfold2d([2, 2], { stride: 2 }).toArray());
  });

  test("no images, no columns", () => {
    expect(zeros([0, 2, 4, 4]).unfold2d(3).shape).toEqual([0, 2, 9, 4]);
  });
});
