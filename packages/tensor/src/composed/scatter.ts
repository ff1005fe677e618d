import type { DType, ElementArray } from "../core/dtype.ts";
import { checkIndexTensor, type IndexTensor } from "../core/index-checks.ts";
import { formatShape, rowMajorStrides, type Shape, sizeOf } from "../core/shape.ts";
import type { Layout } from "../kernels/contract/layout.ts";

/** What elements are taken from and written into. */
interface Scatterable<T> {
  readonly shape: Shape;
  readonly dtype: DType;
  slice(dim: number, start: number, end: number): T;
  reshape(shape: Shape): T;
  indexSelect(dim: number, indices: ArrayLike<number>): T;
}

/** Where elements of a source go. */
export interface Placement {
  /** For every place of the tensor, where the element stands in the source that comes there; −1 where none does. */
  readonly from: Int32Array;
  /** 1 where an element comes, 0 elsewhere. */
  readonly isHit: Uint8Array;
}

/**
 * Which element of a source shaped like `index` comes where: to `index[i][j]` along the dimension, else to where it stands. Of several
 * that come to one place the last one stays.
 */
export function placementOf(shape: Shape, dim: number, index: IndexTensor): Placement {
  const strides = rowMajorStrides(shape);
  const from = new Int32Array(sizeOf(shape)).fill(-1);
  const isHit = new Uint8Array(from.length);
  const { data } = index.contiguous();
  const counters = new Array<number>(shape.length).fill(0);
  let row = 0;
  for (let i = 0; i < data.length; i++) {
    const place = row + data[i] * strides[dim];
    from[place] = i;
    isHit[place] = 1;
    for (let d = shape.length - 1; d >= 0; d--) {
      const step = d === dim ? 0 : strides[d];
      row += step;
      if (++counters[d] < index.shape[d]) break;
      row -= step * counters[d];
      counters[d] = 0;
    }
  }
  return { from, isHit };
}

/** Writes the source's elements where they come. */
export function place(target: ElementArray, source: ElementArray, { from }: Placement): void {
  for (let i = 0; i < from.length; i++) if (from[i] >= 0) target[i] = source[from[i]];
}

/** The source's elements at the places where they come, and anything where none does. There must be one. */
export function placed<T extends Scatterable<T>>(source: T, { from }: Placement, index: IndexTensor, shape: Shape): T {
  const candidates = within(source, index.shape).reshape([-1]);
  return candidates
    .indexSelect(
      0,
      from.map((position) => Math.max(position, 0)),
    )
    .reshape(shape);
}

/** The part of a source that has an index for each of its elements. */
export function within<T extends Scatterable<T>>(source: T, shape: Shape): T {
  return shape.reduce((part, length, d) => (part.shape[d] === length ? part : part.slice(d, 0, length)), source);
}

/**
 * The dimension, counted from the front.
 * @throws TypeError on an index that is not int32 or a source of another element type, RangeError on an index or a source that does not fit
 */
export function scatterDim(
  operation: string,
  x: Layout & { readonly dtype: DType },
  dim: number,
  index: IndexTensor,
  source: { readonly shape: Shape; readonly dtype: DType } | null,
): number {
  const d = checkIndexTensor(operation, x, dim, index);
  if (source === null) return d;
  if (source.dtype !== x.dtype)
    throw new TypeError(`${operation}: the source must be ${x.dtype} as the tensor is, got ${source.dtype}`);
  const fits =
    source.shape.length === index.shape.length && index.shape.every((length, i) => length <= source.shape[i]);
  if (!fits) {
    throw new RangeError(
      `${operation}: the source must have an element for every index, got ${formatShape(source.shape)} for ${formatShape(index.shape)}`,
    );
  }
  return d;
}
