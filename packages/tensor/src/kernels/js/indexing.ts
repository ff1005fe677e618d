import { sizeOf } from "../../shape.ts";
import type { Strided } from "../kernels.ts";
import { forEachRow } from "../rows.ts";

/** Copies the slices of `x` named by `indices` along `dim`, in their order. */
export function indexSelect(x: Strided, dim: number, indices: ArrayLike<number>, out: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  const block = sizeOf(x.shape.slice(dim + 1));
  const length = x.shape[dim];
  let k = out.offset;
  for (let start = x.offset; k < out.offset + out.size; start += length * block) {
    for (let item = 0; item < indices.length; item++) {
      let i = start + indices[item] * block;
      for (let n = block; n > 0; n--) target[k++] = source[i++];
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
  const target = out.storage.data;
  let k = out.offset;
  forEachPick(x, dim, index, (i) => {
    target[k++] = source[i];
  });
}

/** Adds every element of `x` to the element of `out` that `index` names. */
export function scatterAdd(out: Strided, dim: number, index: Strided, x: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  let i = x.offset;
  forEachPick(out, dim, index, (k) => {
    target[k] += source[i++];
  });
}

/** Walks over `index` in row-major order and reports the position in `table` that each of its elements names. */
function forEachPick(table: Strided, dim: number, index: Strided, visit: (position: number) => void): void {
  const picks = index.storage.data;
  const along = table.strides[dim];
  const strides = table.strides.map((stride, d) => (d === dim ? 0 : stride));
  const across = { shape: index.shape, strides, offset: table.offset };
  forEachRow([across], index, (n, [start, first], [step, indexStep]) => {
    for (let i = first, position = start; n > 0; n--, i += indexStep, position += step) {
      visit(position + picks[i] * along);
    }
  });
}
