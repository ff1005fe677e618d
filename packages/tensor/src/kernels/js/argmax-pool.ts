import type { Strided, Window } from "../kernels.ts";

/** Looks at every element under every window, from the first one inside the image on. A NaN counts as the largest. */
export function argmaxPool(x: Strided, { kernel, stride, padding, output }: Window, out: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  const [height, width] = x.shape.slice(2);
  const [kernelHeight, kernelWidth] = kernel;
  let k = out.offset;
  for (let image = x.offset; k < out.offset + out.size; image += height * width) {
    for (let oy = 0; oy < output[0]; oy++) {
      const top = oy * stride[0] - padding[0];
      const firstRow = Math.max(top, 0);
      const endRow = Math.min(top + kernelHeight, height);
      for (let ox = 0; ox < output[1]; ox++) {
        const left = ox * stride[1] - padding[1];
        const first = Math.max(left, 0);
        const end = Math.min(left + kernelWidth, width);
        let best = image + firstRow * width + first;
        let largest = source[best];
        for (let y = firstRow; y < endRow; y++) {
          const row = image + y * width;
          for (let at = row + first; at < row + end; at++) {
            const value = source[at];
            // Not to be turned round: a NaN compares as false, and the first one wins.
            if (value <= largest || Number.isNaN(largest)) continue;
            largest = value;
            best = at;
          }
        }
        target[k++] = best - image;
      }
    }
  }
}
