import { rules } from "@tinytorch/options";
import { activeKernels } from "../kernels/active.ts";
import type { Layout, Strided } from "../kernels/contract/layout.ts";
import type { DType } from "./dtype.ts";
import { formatShape, resolveDim, type Shape } from "./shape.ts";

/** A tensor of indices. */
export interface IndexTensor extends Strided {
  readonly dtype: DType;
  contiguous(): { readonly data: ArrayLike<number> };
}

/** An index counted from the front. @throws RangeError when it is not there */
export function resolveIndex(operation: string, shape: Shape, dim: number, index: number): number {
  const length = shape[dim];
  const resolved = Number.isInteger(index) && index < 0 ? index + length : index;
  if (!Number.isInteger(index) || resolved < 0 || resolved >= length) {
    throw new RangeError(
      `${operation}: index must be in [${-length}, ${length - 1}] along dim ${dim}, got ${rules.shown(index)}`,
    );
  }
  return resolved;
}

/** All of them counted from the front. @throws RangeError when one is not there, TypeError on anything but a list */
export function resolveIndices(operation: string, shape: Shape, dim: number, indices: ArrayLike<number>): Int32Array {
  // Who knows PyTorch may hand over a tensor, without a compiler to object.
  if (typeof indices?.length !== "number")
    throw new TypeError(`${operation}: indices must be a list of numbers, got ${rules.shown(indices)}`);
  const resolved = new Int32Array(indices.length);
  const length = shape[dim];
  for (let i = 0; i < resolved.length; i++) {
    const index = indices[i];
    // Most need no more than this.
    const isThere = Number.isInteger(index) && index >= 0 && index < length;
    resolved[i] = isThere ? index : resolveIndex(operation, shape, dim, index);
  }
  return resolved;
}

/**
 * The dimension, counted from the front, that a tensor of indices goes along.
 * @throws TypeError on indices that are not int32, RangeError when they do not fit beside the tensor, or one is not there
 */
export function checkIndexTensor(operation: string, { shape }: Layout, dim: number, index: IndexTensor): number {
  const d = resolveDim(operation, dim, shape.length);
  if (index.dtype !== "int32")
    throw new TypeError(`${operation}: the index must be int32, got ${index.dtype}; convert with to("int32") first`);
  const fits = index.shape.length === shape.length && index.shape.every((length, i) => i === d || length <= shape[i]);
  if (!fits) {
    throw new RangeError(
      `${operation}: the index must fit beside the tensor, got ${formatShape(index.shape)} for ${formatShape(shape)}`,
    );
  }
  const length = shape[d];
  if (!activeKernels().anyOutside(index, length)) return d;
  const { data } = index.contiguous();
  for (let i = 0; i < data.length; i++) {
    const position = data[i];
    if (!(position >= 0 && position < length)) {
      throw new RangeError(`${operation}: index must be in [0, ${length - 1}] along dim ${d}, got ${position}`);
    }
  }
  return d;
}
