import type { Layout, Strided } from "../contract/layout.ts";
import { sizeOf } from "../contract/layout.ts";
import { forEachRow } from "../rows.ts";

/** From how many elements on the engine's own copying beats a loop, its call included. */
const WORTH_A_CALL = 64;

/** Copies the slices of `x` named by `indices` along `dim`, in their order. */
export function indexSelect(x: Strided, dim: number, indices: ArrayLike<number>, out: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  const block = sizeOf(x.shape.slice(dim + 1));
  const length = x.shape[dim];
  let k = out.offset;
  for (let start = x.offset; k < out.offset + out.size; start += length * block) {
    for (let item = 0; item < indices.length; item++, k += block) {
      const first = start + indices[item] * block;
      if (block >= WORTH_A_CALL) target.set(source.subarray(first, first + block), k);
      else for (let n = 0; n < block; n++) target[k + n] = source[first + n];
    }
  }
}

/** Adds slice after slice of `x` to the slices of `out` named by `indices` along `dim`. */
export function indexAdd(out: Strided, dim: number, indices: ArrayLike<number>, x: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  const block = sizeOf(x.shape.slice(dim + 1));
  const length = out.shape[dim];
  let i = x.offset;
  for (let start = out.offset; i < x.offset + x.size; start += length * block) {
    for (let item = 0; item < indices.length; item++) {
      let k = start + indices[item] * block;
      for (let n = block; n > 0; n--) target[k++] += source[i++];
    }
  }
}

/** Picks one element of `x` for every element of `index`. */
export function gather(x: Strided, dim: number, index: Strided, out: Strided): void {
  const source = x.storage.data;
  const picks = index.storage.data;
  const target = out.storage.data;
  const along = x.strides[dim];
  let k = out.offset;
  forEachRow([across(x, dim, index)], index, (n, [start, first], [step, indexStep]) => {
    for (let i = first, at = start; n > 0; n--, i += indexStep, at += step) target[k++] = source[at + picks[i] * along];
  });
}

/** Adds every element of `x` to the element of `out` that `index` names. */
export function scatterAdd(out: Strided, dim: number, index: Strided, x: Strided): void {
  const source = x.storage.data;
  const picks = index.storage.data;
  const target = out.storage.data;
  const along = out.strides[dim];
  let k = x.offset;
  forEachRow([across(out, dim, index)], index, (n, [start, first], [step, indexStep]) => {
    for (let i = first, at = start; n > 0; n--, i += indexStep, at += step)
      target[at + picks[i] * along] += source[k++];
  });
}

/** A table laid over its index, standing still along the dimension that the index moves in. */
export function across(table: Strided, dim: number, { shape }: Strided): Layout {
  return { shape, strides: table.strides.map((stride, d) => (d === dim ? 0 : stride)), offset: table.offset };
}

/** Whether any index, laid out in any way, is not from 0 up to below `length`. */
export function anyOutside(indices: Strided, length: number): boolean {
  const { data } = indices.storage;
  let outside = false;
  forEachRow([], indices, (n, [start], [step]) => {
    for (let i = start; n > 0; n--, i += step) if (!(data[i] >= 0 && data[i] < length)) outside = true;
  });
  return outside;
}
