import type { Strided } from "../contract/layout.ts";

/** Row by row. The largest element is taken off first, so that nothing overflows. */
export function softmax(x: Strided, logarithm: boolean, out: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  const length = x.shape[x.shape.length - 1];
  for (let row = 0; row < x.size; row += length) {
    const from = x.offset + row;
    const to = out.offset + row;
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < length; j++) largest = Math.max(largest, source[from + j]);
    let sum = 0;
    for (let j = 0; j < length; j++) {
      const power = Math.exp(source[from + j] - largest);
      target[to + j] = power;
      sum += power;
    }
    const norm = Math.log(sum);
    for (let j = 0; j < length; j++) {
      target[to + j] = logarithm ? source[from + j] - largest - norm : target[to + j] / sum;
    }
  }
}
