import type { Strided } from "../contract/layout.ts";
import { sizeOf } from "../contract/layout.ts";

/** Running sums along a dimension. Each sum is kept in float64, so that a long float32 one does not lose its small terms. */
export function cumsum(x: Strided, dim: number, out: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  const length = x.shape[dim];
  const step = sizeOf(x.shape.slice(dim + 1));
  for (let start = 0; start < x.size; start += length * step) {
    for (let lane = start; lane < start + step; lane++) {
      let sum = 0;
      for (let n = 0, at = lane; n < length; n++, at += step) {
        sum += source[x.offset + at];
        target[out.offset + at] = sum;
      }
    }
  }
}
