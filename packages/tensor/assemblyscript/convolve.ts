import { convolveDirectly } from "./convolve-directly";
import { afterPacked, block, COLUMNS, INNER, packedB, ROWS } from "./matmul";
import { put } from "./simd";

// A convolution is a product of matrices: the kernels `[outputs, channels · kh · kw]` times the patches as columns. The patches are
// never written out whole: they are packed, block by block, straight from the images into the strips that products work on.

@inline const ROW_OFFSETS: usize = INNER * 4;

/**
 * `images` images `[groups · channels, height, width]` under `groups · outputs` kernels `[channels, kh, kw]`. With a margin,
 * `padded` is room for the channels of one group with it.
 */
export function convolve(
  image: usize, weight: usize, out: usize, padded: usize, images: i32, groups: i32, channels: i32, outputs: i32,
  height: i32, width: i32, kh: i32, kw: i32, strideY: i32, strideX: i32, padY: i32, padX: i32, dilationY: i32, dilationX: i32,
  oh: i32, ow: i32,
): void {
  const inner = channels * kh * kw, places = oh * ow;
  const paddedHeight = height + 2 * padY, paddedWidth = width + 2 * padX;
  const planes = <usize>(channels * height * width) * 4;
  // Where patches serve for one output, or for two or three, packing them does not pay.
  const direct = inner <= <i32>INNER && (outputs == 1 ? strideX <= 2 : outputs <= 3 && strideX == 1 && ow >= 16);
  if (direct) offsetsOfTaps(0, inner, kh, kw, paddedHeight * paddedWidth * 4, paddedWidth * dilationY * 4, dilationX * 4);
  if (padded) memory.fill(padded, 0, <usize>(channels * paddedHeight * paddedWidth) * 4);
  for (; images > 0; images--) {
    let kernels = weight;
    for (let group = 0; group < groups; group++) {
      let from = image;
      if (padded) {
        from = padded;
        let to = padded + <usize>(padY * paddedWidth + padX) * 4, row = image;
        for (let c = 0; c < channels; c++, to += <usize>(2 * padY * paddedWidth) * 4) {
          for (let y = 0; y < height; y++, row += width * 4, to += paddedWidth * 4) copyRow(row, to, width);
        }
      }
      if (direct) convolveDirectly(from, paddedWidth * strideY * 4, strideX, kernels, inner, outputs, out, oh, ow);
      else {
        for (let j = 0; j < places; j += <i32>COLUMNS) {
          const columns = min(<i32>COLUMNS, places - j);
          offsetsOfPlaces(j, columns, ow, paddedWidth * strideY * 4, strideX * 4);
          for (let p = 0; p < inner; p += <i32>INNER) {
            const depth = min(<i32>INNER, inner - p);
            offsetsOfTaps(p, depth, kh, kw, paddedHeight * paddedWidth * 4, paddedWidth * dilationY * 4, dilationX * 4);
            packPatches(from, depth, columns);
            for (let i = 0; i < outputs; i += <i32>ROWS) {
              const rows = min(<i32>ROWS, outputs - i);
              block(
                kernels + <usize>(i * inner + p) * 4, inner * 4, 4, out + <usize>(i * places + j) * 4, places * 4,
                rows, depth, columns, p > 0,
              );
            }
          }
        }
      }
      image += planes;
      kernels += <usize>(outputs * inner) * 4;
      out += <usize>(outputs * places) * 4;
    }
  }
}

/** Copies so many elements, for which the instruction that there is for it would be slow: rows are short. */
@inline
function copyRow(from: usize, to: usize, left: i32): void {
  for (; left > 0; left -= 4, from += 16, to += 16) put(to, v128.load(from), left);
}

/** How far from the first patch that of each place is, from place `first` on. */
function offsetsOfPlaces(first: i32, count: i32, ow: i32, row: i32, step: i32): void {
  let y = first / ow, x = first % ow;
  const offsets = afterPacked() + ROW_OFFSETS;
  for (let j = 0; j < count; j++) {
    store<i32>(offsets + j * 4, y * row + x * step);
    if (++x == ow) {
      x = 0;
      y++;
    }
  }
  // A last strip that is not whole repeats its last place.
  const last = load<i32>(offsets + (count - 1) * 4);
  for (let j = count; j < ((count + 7) & ~7); j++) store<i32>(offsets + j * 4, last);
}

/** How far from the patch's first element each of its elements is, from the element `first` on. */
function offsetsOfTaps(first: i32, count: i32, kh: i32, kw: i32, plane: i32, row: i32, step: i32): void {
  let kx = first % kw, ky = (first / kw) % kh, c = first / (kw * kh);
  for (let p = 0; p < count; p++) {
    store<i32>(afterPacked() + p * 4, c * plane + ky * row + kx * step);
    if (++kx < kw) continue;
    kx = 0;
    if (++ky < kh) continue;
    ky = 0;
    c++;
  }
}

/** Packs the elements of eight patches beside each other, strip by strip. */
function packPatches(from: usize, depth: i32, columns: i32): void {
  const taps = afterPacked(), end = taps + depth * 4;
  let places = taps + ROW_OFFSETS, to = packedB();
  for (let j = 0; j < columns; j += 8, places += 32) {
    const first = load<i32>(places), fifth = load<i32>(places, 16);
    const left = touch(places), right = touch(places + 16);
    for (let tap = taps; tap < end; tap += 4, to += 32) {
      const at = from + load<i32>(tap);
      v128.store(to, left ? v128.load(at + first) : gather(at, places));
      v128.store(to, right ? v128.load(at + fifth) : gather(at, places + 16), 16);
    }
  }
}

/** Whether four patches lie beside each other, so that an element of each can be read at once. */
@inline
function touch(places: usize): bool {
  const first = load<i32>(places);
  return load<i32>(places, 4) == first + 4 && load<i32>(places, 8) == first + 8 && load<i32>(places, 12) == first + 12;
}

@inline
function gather(at: usize, places: usize): v128 {
  let values = v128.load32_zero(at + load<i32>(places));
  values = v128.load32_lane(at + load<i32>(places, 4), values, 1);
  values = v128.load32_lane(at + load<i32>(places, 8), values, 2);
  return v128.load32_lane(at + load<i32>(places, 12), values, 3);
}
