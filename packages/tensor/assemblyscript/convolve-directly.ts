import { afterPacked } from "./matmul";
import { all, fourAt, madd, put } from "./simd";

// A convolution of few outputs, tap by tap on the images themselves. How far each tap is from the first stands behind the packed
// blocks (convolve.ts).

/** `outputs` kernels of `inner` taps over the channels of one group. Places are `step` elements apart, 1 or 2, in rows `row` bytes apart. */
export function convolveDirectly(
  from: usize, row: i32, step: i32, weights: usize, inner: i32, outputs: i32, to: usize, oh: i32, ow: i32,
): void {
  for (; outputs > 0; outputs--, weights += inner * 4, to += <usize>(oh * ow) * 4) {
    if (step == 1) convolveOne(from, row, 1, weights, inner, to, oh, ow);
    else convolveOne(from, row, 2, weights, inner, to, oh, ow);
  }
}

/** Sixteen places of a row at a time, or four. */
@inline
function convolveOne(from: usize, row: i32, step: i32, weights: usize, inner: i32, to: usize, oh: i32, ow: i32): void {
  for (; oh > 0; oh--, from += row, to += ow * 4) {
    if (ow >= 16) {
      for (let ox = 0; ox < ow; ox += 16) {
        // The last sixteen may begin among those before.
        const place = min(ox, ow - 16) * 4;
        somePlaces(true, from + place * step, step, weights, inner, to + place, 16);
      }
    } else {
      for (let ox = 0; ox < ow; ox += 4) somePlaces(false, from + ox * step * 4, step, weights, inner, to + ox * 4, ow - ox);
    }
  }
}

@inline
function somePlaces(sixteen: bool, at: usize, step: i32, weights: usize, inner: i32, to: usize, left: i32): void {
  let a = all(0), b = a, c = a, d = a;
  for (let tap = 0; tap < inner; tap++) {
    const weight = v128.load_splat<f32>(weights + tap * 4), p = at + load<i32>(afterPacked() + tap * 4);
    a = madd(weight, fourAt(p, step), a);
    if (!sixteen) continue;
    b = madd(weight, fourAt(p + 16 * step, step), b);
    c = madd(weight, fourAt(p + 32 * step, step), c);
    d = madd(weight, fourAt(p + 48 * step, step), d);
  }
  put(to, a, left);
  if (!sixteen) return;
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
}
