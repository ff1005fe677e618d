import type { Strided } from "../contract/layout.ts";

/** Row by row: −log of the class's share of Σ eˣ, with the largest x taken off first, so that nothing overflows. */
export function crossEntropy(
  logits: Strided,
  classes: Strided,
  smoothing: number,
  losses: Strided,
  gradient: Strided,
): void {
  const [rows, count] = logits.shape;
  const x = logits.storage.data;
  const target = classes.storage.data;
  const loss = losses.storage.data;
  const slope = gradient.storage.data;
  for (let row = 0; row < rows; row++) {
    const start = logits.offset + row * count;
    const out = gradient.offset + row * count;
    const right = target[classes.offset + row];
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < count; j++) largest = Math.max(largest, x[start + j]);
    let sum = 0;
    let spread = 0;
    for (let j = 0; j < count; j++) {
      const shifted = x[start + j] - largest;
      const power = Math.exp(shifted);
      slope[out + j] = power;
      sum += power;
      spread += shifted;
    }
    for (let j = 0; j < count; j++) slope[out + j] = slope[out + j] / sum - smoothing / count;
    slope[out + right] -= 1 - smoothing;
    const score = x[start + right] - largest;
    // Without smoothing the spread does not count, even where it is infinite.
    const wanted = smoothing === 0 ? score : (1 - smoothing) * score + smoothing * (spread / count);
    loss[losses.offset + row] = Math.log(sum) - wanted;
  }
}

/** The sum is kept in float64. */
export function squaredError(a: Strided, b: Strided, difference: Strided): number {
  const left = a.storage.data;
  const right = b.storage.data;
  const out = difference.storage.data;
  let sum = 0;
  for (let n = 0; n < difference.size; n++) {
    const distance = left[a.offset + n] - right[b.offset + n];
    out[difference.offset + n] = distance;
    sum += distance * distance;
  }
  return sum;
}
