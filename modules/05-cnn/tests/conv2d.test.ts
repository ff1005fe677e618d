import { tensor } from "@tinytorch/tensor";
import { refusal } from "@tinytorch/testkit";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { conv2d } from "../src/index.ts";

/** One image of one channel, or one kernel of one slice. */
function one(rows: number[][]) {
  return tensor([[rows]]);
}

const image = one([
  [1, 2, 3],
  [4, 5, 6],
]);

describe("conv2d", () => {
  test("the kernel 1, 10 slides along: 1 + 20 = 21, 2 + 30 = 32; below 4 + 50 = 54, 5 + 60 = 65", () => {
    expect(conv2d(image, one([[1, 10]]))).toBeAllClose(
      one([
        [21, 32],
        [54, 65],
      ]),
    );
  });

  test("a kernel of two rows: 1 · 1 + 4 · 10 = 41, then 52, then 63", () => {
    expect(conv2d(image, one([[1], [10]]))).toBeAllClose(one([[41, 52, 63]]));
  });

  test("two input channels make one sum: 1 · 2 + 3 · 10 = 32", () => {
    const x = tensor([[[[1]], [[3]]]]);
    expect(conv2d(x, tensor([[[[2]], [[10]]]]))).toBeAllClose(one([[32]]));
  });

  test("two kernels make two maps: the image twice, and the image negative", () => {
    const x = one([[1, 2]]);
    expect(conv2d(x, tensor([[[[2]]], [[[-1]]]]))).toBeAllClose(tensor([[[[2, 4]], [[-1, -2]]]]));
  });

  test("a batch of two: each image by itself", () => {
    const x = tensor([[[[1, 2]]], [[[3, 4]]]]);
    expect(conv2d(x, one([[1, 1]]))).toBeAllClose(tensor([[[[3]]], [[[7]]]]));
  });

  test("a margin of [0, 1]: 0 + 10 = 10 at the left edge, 3 + 0 = 3 at the right", () => {
    const x = one([[1, 2, 3]]);
    expect(conv2d(x, one([[1, 10]]), { padding: [0, 1] })).toBeAllClose(one([[10, 21, 32, 3]]));
  });

  test("stride [1, 2] takes columns 0 and 2, dilation [1, 2] adds columns 0 and 2", () => {
    expect(conv2d(image, one([[1]]), { stride: [1, 2] })).toBeAllClose(
      one([
        [1, 3],
        [4, 6],
      ]),
    );
    expect(conv2d(image, one([[1, 1]]), { dilation: [1, 2] })).toBeAllClose(one([[4], [10]]));
  });

  test("two groups: kernel 0 sees channel 0, kernel 1 sees channel 1: 1 · 2 = 2 and 3 · 10 = 30", () => {
    const x = tensor([[[[1]], [[3]]]]);
    expect(conv2d(x, tensor([[[[2]]], [[[10]]]]), { groups: 2 })).toBeAllClose(tensor([[[[2]], [[30]]]]));
  });

  test("the bias is added once: 21 + 100 and 32 + 100", () => {
    const x = one([[1, 2, 3]]);
    expect(conv2d(x, one([[1, 10]]), { bias: tensor([100]) })).toBeAllClose(one([[121, 132]]));
  });

  test("kernels for other channels are refused: conv2d: kernels must have C/groups channels, got 2 for 1 in 1 groups", () => {
    expect(refusal(() => conv2d(image, tensor([[[[1]], [[1]]]])))).toBe(
      "conv2d: kernels must have C/groups channels, got 2 for 1 in 1 groups",
    );
    expect(conv2d(image, one([[1]]))).toBeAllClose(image);
  });
});
