import { expBelow0, log, storeExpBelow0 } from "./functions";
import { maxOf, sumOf, wideSum } from "./reduce";
import { all, madd, put, storeFirst } from "./simd";

/** `e^(x − largest)` for `n` elements; returns their sum, kept in float32 over short stretches only. */
function shiftedExp(x: usize, out: usize, largest: f32, n: usize): f64 {
  const by = all(largest);
  let totals = f64x2.splat(0);
  while (n >= 4) {
    const count = min<usize>(n, 256) & ~3;
    let sum = all(0), other = sum;
    const end = x + count * 4;
    for (; x + 32 <= end; x += 32, out += 32) {
      storeExpBelow0(f32x4.sub(v128.load(x), by), f32x4.sub(v128.load(x, 16), by), out);
      sum = f32x4.add(sum, v128.load(out));
      other = f32x4.add(other, v128.load(out, 16));
    }
    sum = f32x4.add(sum, other);
    for (; x < end; x += 16, out += 16) {
      const power = expBelow0(f32x4.sub(v128.load(x), by));
      v128.store(out, power);
      sum = f32x4.add(sum, power);
    }
    totals = f64x2.add(totals, wideSum(sum));
    n -= count;
  }
  let total = f64x2.extract_lane(totals, 0) + f64x2.extract_lane(totals, 1);
  storeFirst(out, expBelow0(f32x4.sub(v128.load(x), by)), n);
  for (; n > 0; n--, out += 4) total += load<f32>(out);
  return total;
}

/** `scale · x − shift` for `n` elements. */
function scaled(x: usize, out: usize, scale: f32, shift: f32, n: usize): void {
  const by = all(scale), less = all(shift);
  let left: isize = n;
  for (; left >= 16; left -= 16, x += 64, out += 64) {
    v128.store(out, f32x4.sub(f32x4.mul(v128.load(x), by), less));
    v128.store(out, f32x4.sub(f32x4.mul(v128.load(x, 16), by), less), 16);
    v128.store(out, f32x4.sub(f32x4.mul(v128.load(x, 32), by), less), 32);
    v128.store(out, f32x4.sub(f32x4.mul(v128.load(x, 48), by), less), 48);
  }
  for (; left > 0; left -= 4, x += 16, out += 16) put(out, f32x4.sub(f32x4.mul(v128.load(x), by), less), left);
}

/** `eˣ / Σ eˣ` along each row. */
export function softmax(x: usize, out: usize, rows: usize, n: usize): void {
  for (; rows > 0; rows--, x += n * 4, out += n * 4) {
    scaled(out, out, <f32>(1 / shiftedExp(x, out, maxOf(x, n), n)), 0, n);
  }
}

/** `x − log Σ eˣ` along each row. */
export function logSoftmax(x: usize, out: usize, rows: usize, n: usize): void {
  for (; rows > 0; rows--, x += n * 4, out += n * 4) {
    const largest = maxOf(x, n);
    // The norm is taken off apart from the largest, whose size would swallow its last digits.
    const norm = logOf(shiftedExp(x, out, largest, n));
    scaled(x, out, 1, largest, n);
    scaled(out, out, 1, norm, n);
  }
}

function logOf(x: f64): f32 {
  return f32x4.extract_lane(log(all(<f32>x)), 0);
}

/** See `Kernels.crossEntropy`. */
export function crossEntropy(
  logits: usize, classes: usize, smoothing: f64, losses: usize, gradient: usize, rows: usize, n: usize,
): void {
  const even = smoothing / <f64>n;
  for (; rows > 0; rows--, logits += n * 4, gradient += n * 4, classes += 4, losses += 4) {
    const largest = maxOf(logits, n), right = load<u32>(classes) * 4;
    const sum = shiftedExp(logits, gradient, largest, n);
    scaled(gradient, gradient, <f32>(1 / sum), <f32>even, n);
    store<f32>(gradient + right, load<f32>(gradient + right) - <f32>(1 - smoothing));
    let wanted: f64 = load<f32>(logits + right) - largest;
    if (smoothing != 0) wanted = (1 - smoothing) * wanted + even * (sumOf(logits, n) - <f64>n * <f64>largest);
    store<f32>(losses, <f32>(<f64>logOf(sum) - wanted));
  }
}

/** See `Kernels.squaredError`. The sum is kept in float32 over short stretches only. */
export function squaredError(a: usize, b: usize, out: usize, n: usize): f64 {
  let total: f64 = 0;
  while (n >= 4) {
    const count = min<usize>(n, 256) & ~3;
    let sum = all(0);
    for (const end = a + count * 4; a < end; a += 16, b += 16, out += 16) {
      const distance = f32x4.sub(v128.load(a), v128.load(b));
      v128.store(out, distance);
      sum = madd(distance, distance, sum);
    }
    const pairs = wideSum(sum);
    total += f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
    n -= count;
  }
  for (; n > 0; n--, a += 4, b += 4, out += 4) {
    const distance = load<f32>(a) - load<f32>(b);
    store<f32>(out, distance);
    total += <f64>distance * <f64>distance;
  }
  return total;
}
