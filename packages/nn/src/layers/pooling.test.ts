import { Variable } from "@tinytorch/autograd";
import { tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { AdaptiveAvgPool1d, AdaptiveAvgPool2d, adaptiveAvgPool2d, adaptiveMaxPool2d } from "./adaptive-pooling.ts";
import { AvgPool2d, avgPool2d, MaxPool2d, maxPool2d } from "./pooling.ts";
import { avgPool1d, MaxPool1d, maxPool1d } from "./pooling-1d.ts";

describe("pooling", () => {
  const line = tensor([[[[1, 2, 3, 4, 5]]]]);

  test("the last window may hang over, and what it hangs over does not count", () => {
    expect(maxPool2d(line, [1, 2], { ceilMode: true }).data.toArray()).toEqual([[[[2, 4, 5]]]]);
    expect(avgPool2d(line, [1, 2], { ceilMode: true }).data.toArray()).toEqual([[[[1.5, 3.5, 5]]]]);
    expect(maxPool2d(line, [1, 2]).shape).toEqual([1, 1, 1, 2]);
  });

  test("even the first may, by less than a stride", () => {
    expect(maxPool2d(line, [2, 6], { ceilMode: true }).data.toArray()).toEqual([[[[5]]]]);
    expect(avgPool2d(line, [2, 6], { ceilMode: true }).data.toArray()).toEqual([[[[3]]]]);
    expect(maxPool1d(zeros([1, 1, 3]), 4, { ceilMode: true }).shape).toEqual([1, 1, 1]);
    expect(() => maxPool2d(zeros([1, 1, 0, 3]), [1, 2], { stride: 2, ceilMode: true })).toThrow(
      "maxPool2d: images must have elements, got [1, 1, 0, 3]",
    );
  });

  test("no window begins behind the image", () => {
    expect(maxPool2d(line, [1, 1], { stride: [1, 4], ceilMode: true }).data.toArray()).toEqual([[[[1, 5]]]]);
    expect(maxPool2d(line, [1, 2], { stride: [1, 3], padding: [0, 1], ceilMode: true }).data.toArray()).toEqual([
      [[[1, 4]]],
    ]);
    expect(maxPool2d(zeros([1, 1, 1, 3]), [1, 1], { stride: [1, 3], ceilMode: true }).shape).toEqual([1, 1, 1, 1]);
  });

  test("low numbers are seen where a window hangs over", () => {
    const low = tensor([[[[-Infinity, -1000, -Infinity]]]]);
    const x = new Variable(low);
    const y = maxPool2d(x, [1, 2], { ceilMode: true });
    expect(y.data.toArray()).toEqual([[[[-1000, -Infinity]]]]);
    y.sum().backward();
    expect(x.grad?.data.toArray()).toEqual([[[[0, 1, 1]]]]);
    const wholes = tensor([[[[-5, -6, -7]]]], { dtype: "int32" });
    expect(maxPool2d(wholes, [1, 2], { ceilMode: true }).data.toArray()).toEqual([[[[-5, -7]]]]);
  });

  test("a margin counts as zeros, unless it is said that it does not", () => {
    const options = { stride: [1, 3], padding: [0, 1] } as const;
    expect(avgPool2d(line, [1, 2], options).data.toArray()).toEqual([[[[0.5, 3.5]]]]);
    expect(avgPool2d(line, [1, 2], { ...options, countIncludePad: false }).data.toArray()).toEqual([[[[1, 3.5]]]]);
  });

  test("cells of another size overlap, and the first of equals has the gradient", () => {
    const x = new Variable([[[[1, 3, 3, 2]]]]);
    const y = adaptiveMaxPool2d(x, [1, 3]);
    expect(y.data.toArray()).toEqual([[[[3, 3, 3]]]]);
    y.sum().backward();
    expect(x.grad?.data.toArray()).toEqual([[[[0, 2, 1, 0]]]]);
    expect(adaptiveAvgPool2d(x, [null, 3]).data.toArray()).toEqual([[[[2, 3, 2.5]]]]);
  });

  test("what is not finite stays in its cells", () => {
    const x = tensor([[[[Infinity, 1, 1, 1, 1]]]]);
    expect(adaptiveAvgPool2d(x, [1, 3]).data.toArray()).toEqual([[[[Infinity, 1, 1]]]]);
    expect(avgPool2d(x, [1, 3], { ceilMode: true }).data.toArray()).toEqual([[[[Infinity, 1]]]]);
  });

  test.each<[string, () => unknown, string]>([
    [
      "images to be pooled as sequences",
      () => maxPool1d(line, 2),
      "maxPool1d: sequences must be [N, C, length], got [1, 1, 1, 5]",
    ],
    [
      "two sizes of a line",
      () => avgPool1d(zeros([1, 1, 4]), Object([1, 2])),
      "avgPool1d: kernelSize must be a whole number ≥ 1, got [1, 2]",
    ],
    [
      "a large margin of a line",
      () => maxPool1d(zeros([1, 1, 4]), 2, { padding: 2 }),
      "maxPool1d: padding must be at most half the window",
    ],
    [
      "a window larger than the image",
      () => maxPool2d(line, [3, 1], { stride: 2, ceilMode: true }),
      "maxPool2d: the window must fit in the padded image",
    ],
    [
      "ceilMode that is a word",
      () => new MaxPool2d(2, Object({ ceilMode: "yes" })),
      "MaxPool2d: ceilMode must be true or false, got yes",
    ],
    [
      "ceilMode of a line that is a word",
      () => new MaxPool1d(2, Object({ ceilMode: 1 })),
      "MaxPool1d: ceilMode must be true or false, got 1",
    ],
    [
      "an option of the mean for a maximum",
      () => new MaxPool2d(2, Object({ countIncludePad: true })),
      "MaxPool2d: unknown option countIncludePad",
    ],
    ["PyTorch's name", () => new AvgPool2d(2, Object({ count_include_pad: true })), "did you mean countIncludePad?"],
    [
      "an output of nothing",
      () => new AdaptiveAvgPool2d(0),
      "AdaptiveAvgPool2d: outputSize must be a whole number from 1 to 2²⁴, or null, got 0",
    ],
    [
      "three sizes",
      () => adaptiveAvgPool2d(line, Object([1, 2, 3])),
      "adaptiveAvgPool2d: outputSize must be one size or two, got [1, 2, 3]",
    ],
    [
      "no size of a line",
      () => new AdaptiveAvgPool1d(Object(null)),
      "AdaptiveAvgPool1d: outputSize must be a whole number from 1 to 2²⁴",
    ],
    [
      "an image of nothing",
      () => adaptiveMaxPool2d(zeros([1, 1, 0, 3]), 2),
      "adaptiveMaxPool2d: images must have elements, got [1, 1, 0, 3]",
    ],
  ])("%s is refused", (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
