import type { Arithmetic } from "@tinytorch/tensor";
import { checkMargin } from "./check-margin.ts";
import type { Layer } from "./layer.ts";
import { outputSizes } from "./output-size.ts";
import { type Size, type SlidingWindow, slidingWindow, type WindowOptions } from "./window.ts";

/**
 * The largest number under a window, in each channel by itself: [N, C, H, W] -> [N, C, oh, ow]
 * (https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html). The margin never wins: it counts as −∞.
 *
 * Without a stride the window moves by its own size, so that windows touch and none overlap.
 * @throws RangeError on an option out of range, a margin of more than half the window, and images that are not [N, C, H, W]
 */
export class MaxPool2d<T extends Arithmetic<T>> implements Layer<T> {
  readonly window: SlidingWindow;

  constructor(kernelSize: Size, options: WindowOptions = {}) {
    checkMargin("MaxPool2d", kernelSize, options);
    // BEGIN SOLUTION
    // TODO: make the window, with the stride that pooling has by default
    this.window = slidingWindow("MaxPool2d", kernelSize, {
      ...options,
      stride: options.stride ?? kernelSize,
    });
    // END SOLUTION
  }

  forward(x: T): T {
    if (x.shape.length !== 4) {
      throw new RangeError(`MaxPool2d: images must be [N, C, H, W], got [${x.shape.join(", ")}]`);
    }
    const [batch, channels, height, width] = x.shape;
    const [outHeight, outWidth] = outputSizes(height, width, this.window);
    // BEGIN SOLUTION
    // TODO: see the image as columns, and take the largest of each
    const largest = x.unfold2d(this.window.kernel, { ...this.window, fill: -Infinity }).max(2);
    return largest.reshape([batch, channels, outHeight, outWidth]);
    // END SOLUTION
  }

  parameters(): readonly T[] {
    return [];
  }
}
