import { type Arithmetic, ones } from "@tinytorch/tensor";
import { checkMargin } from "./check-margin.ts";
import type { Layer } from "./layer.ts";
import { outputSizes } from "./output-size.ts";
import { type Size, type SlidingWindow, slidingWindow, type WindowOptions } from "./window.ts";

export type AvgPoolOptions = Omit<WindowOptions, "dilation"> & {
  /** Whether the zeros of the margin count as numbers. Default true: a corner is divided by the whole window. */
  countIncludePad?: boolean;
};

/**
 * The mean of the numbers under a window, in each channel by itself: [N, C, H, W] -> [N, C, oh, ow]
 * (https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html). The margin holds zeros. They count, unless
 * `countIncludePad` is false: then the sum is divided by how many elements of the image the window sees.
 *
 * Without a stride the window moves by its own size, so that windows touch and none overlap.
 * @throws RangeError on an option out of range, a margin of more than half the window, and images that are not [N, C, H, W]
 */
export class AvgPool2d<T extends Arithmetic<T>> implements Layer<T> {
  readonly window: SlidingWindow;
  readonly countIncludePad: boolean;

  constructor(kernelSize: Size, { countIncludePad = true, ...options }: AvgPoolOptions = {}) {
    this.countIncludePad = countIncludePad;
    checkMargin("AvgPool2d", kernelSize, options);
    throw new Error("TODO(05-cnn): make the window, with the stride that pooling has by default");
  }

  forward(x: T): T {
    if (x.shape.length !== 4) {
      throw new RangeError(`AvgPool2d: images must be [N, C, H, W], got [${x.shape.join(", ")}]`);
    }
    const [batch, channels, height, width] = x.shape;
    const [outHeight, outWidth] = outputSizes(height, width, this.window);
    throw new Error("TODO(05-cnn): take the mean of each column; an image of ones counts what is no margin");
  }

  parameters(): readonly T[] {
    return [];
  }
}
