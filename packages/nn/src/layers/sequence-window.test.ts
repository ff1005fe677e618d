import { zeros } from "@tinytorch/tensor";
import { expect, test } from "vitest";
import { adaptiveAvgPool1d } from "./adaptive-pooling.ts";
import { convTranspose1d } from "./conv-transpose.ts";
import { conv1d } from "./convolution.ts";
import { avgPool1d, maxPool1d } from "./pooling-1d.ts";

const sequence = zeros([1, 1, 5]);

test.each<[string, () => unknown, string]>([
  [
    "a window that is too long",
    () => conv1d(sequence, zeros([1, 1, 3]), null, { dilation: 3 }),
    "conv1d: the window must fit in the padded sequence, got one that reaches over 7 on [1, 1, 5]",
  ],
  [
    "one that may hang over, by too much",
    () => maxPool1d(sequence, 8, { stride: 3, ceilMode: true }),
    "maxPool1d: the window must fit in the padded sequence, got one that reaches over 8 on [1, 1, 5]",
  ],
  [
    "a stride",
    () => conv1d(sequence, zeros([1, 1, 1]), null, { stride: 0 }),
    "conv1d: stride must be a whole number ≥ 1, got 0",
  ],
  [
    "a margin",
    () => avgPool1d(sequence, 3, { padding: 2 }),
    "avgPool1d: padding must be at most half the window, got 2 for 3",
  ],
  [
    "images",
    () => conv1d(zeros([1, 1, 2, 2]), zeros([1, 1, 1, 1])),
    "conv1d: sequences must be [N, C, length], got [1, 1, 2, 2]",
  ],
  [
    "an output of which nothing is left",
    () => convTranspose1d(sequence, zeros([1, 1, 1]), null, { padding: 3 }),
    "convTranspose1d: something must be left of the output, got [-1] from [1, 1, 5]",
  ],
  [
    "an addition to the output",
    () => convTranspose1d(sequence, zeros([1, 1, 1]), null, { outputPadding: 1 }),
    "convTranspose1d: outputPadding must be smaller than the stride or the dilation, got [1] for [1] and [1]",
  ],
  [
    "other channels",
    () => convTranspose1d(sequence, zeros([2, 1, 1])),
    "with a bias [O], got [2, 1, 1] for [1, 1, 5] in 1 groups",
  ],
  [
    "a sequence of nothing",
    () => adaptiveAvgPool1d(zeros([1, 1, 0]), 1),
    "adaptiveAvgPool1d: sequences must be [N, C, length ≥ 1], got [1, 1, 0]",
  ],
])("of sequences %s is told in their own sizes", (_, call, message) => {
  expect(call).toThrow(message);
});
