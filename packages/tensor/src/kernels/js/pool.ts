import type { SlidingWindow } from "../contract/kernels.ts";
import type { Strided } from "../contract/layout.ts";
import type { PoolOperation } from "../contract/operations.ts";

/** Looks at every element under every window, from the first one inside the image on. A NaN counts as the largest. */
export function pool(operation: PoolOperation, x: Strided, window: SlidingWindow, out: Strided): void {
  const { kernel, stride, padding, output } = window;
  const source = x.storage.data;
  const target = out.storage.data;
  const [height, width] = x.shape.slice(2);
  let k = out.offset;
  for (let image = x.offset; k < out.offset + out.size; image += height * width) {
    for (let oy = 0; oy < output[0]; oy++) {
      const top = oy * stride[0] - padding[0];
      const firstRow = Math.max(top, 0);
      const endRow = Math.min(top + kernel[0], height);
      for (let ox = 0; ox < output[1]; ox++) {
        const left = ox * stride[1] - padding[1];
        const first = Math.max(left, 0);
        const end = Math.min(left + kernel[1], width);
        let best = image + firstRow * width + first;
        let largest = source[best];
        let sum = 0;
        for (let y = firstRow; y < endRow; y++) {
          const row = image + y * width;
          for (let at = row + first; at < row + end; at++) {
            const value = source[at];
            sum += value;
            // Not to be turned round: a NaN compares as false, and the first one wins.
            if (value <= largest || Number.isNaN(largest)) continue;
            largest = value;
            best = at;
          }
        }
        if (operation === "mean") target[k++] = sum / (kernel[0] * kernel[1]);
        else target[k++] = operation === "max" ? largest : best - image;
      }
    }
  }
}
