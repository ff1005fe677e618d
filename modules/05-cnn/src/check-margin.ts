import { type Size, slidingWindow, type WindowOptions } from "./window.ts";

/** @throws RangeError on a margin of more than half the window, which in a corner would see nothing else */
export function checkMargin(operation: string, kernelSize: Size, options: WindowOptions): void {
  const { kernel, padding } = slidingWindow(operation, kernelSize, options);
  if (padding[0] > kernel[0] / 2 || padding[1] > kernel[1] / 2) {
    throw new RangeError(
      `${operation}: padding must be at most half the window, got ${padding.join(", ")} for ${kernel.join(", ")}`,
    );
  }
}
