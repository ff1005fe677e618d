import type { Pair, SlidingWindow } from "./window.ts";

/** How a window slides along one side. */
export type OutputSizeOptions = {
  /** How far the window moves from place to place. Default 1. */
  stride?: number;
  /** How wide the margin is at either end. Default 0. */
  padding?: number;
  /** How far apart the window's elements are. Default 1: they touch. */
  dilation?: number;
};

/**
 * How many places a window of `kernel` elements has along a side of `size` elements.
 *
 *   reach = dilation · (kernel − 1) + 1
 *   ⌊(size + 2 · padding − reach) / stride⌋ + 1
 *
 * @throws RangeError when the window does not fit: `outputSize: the window must fit in the padded side, got a reach of 5 on 4`
 */
export function outputSize(
  size: number,
  kernel: number,
  { stride = 1, padding = 0, dilation = 1 }: OutputSizeOptions = {},
): number {
  throw new Error("TODO(05-cnn): find the window's reach, refuse one that does not fit, count the places");
}

/** The places of a window on an image, along height and along width. */
export function outputSizes(height: number, width: number, window: SlidingWindow): Pair {
  const { kernel, stride, padding, dilation } = window;
  return [
    outputSize(height, kernel[0], { stride: stride[0], padding: padding[0], dilation: dilation[0] }),
    outputSize(width, kernel[1], { stride: stride[1], padding: padding[1], dilation: dilation[1] }),
  ];
}
