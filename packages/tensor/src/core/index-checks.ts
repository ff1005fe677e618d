import { rules } from "@tinytorch/options";
import type { ElementArray } from "../kernels/contract/elements.ts";
import type { Layout } from "../kernels/contract/layout.ts";
import { formatShape, resolveDim, type Shape } from "./shape.ts";

/** A tensor of indices. */
interface IndexTensor {
  readonly shape: Shape;
  contiguous(): { readonly data: ElementArray };
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
export function resolveIndices(operation: string, shape: Shape, dim: number, indices: ArrayLike<number>): number[] {
  // Who knows PyTorch may hand over a tensor, without a compiler to object.
  if (typeof indices?.length !== "number")
    throw new TypeError(`${operation}: indices must be a list of numbers, got ${rules.shown(indices)}`);
  return Array.from(indices, (index) => resolveIndex(operation, shape, dim, index));
}

/**
 * The dimension, counted from the front, that a tensor of indices goes along.
 * @throws RangeError when the indices do not fit beside the tensor, or one of them is not there
 */
export function checkIndexTensor(operation: string, { shape }: Layout, dim: number, index: IndexTensor): number {
  const d = resolveDim(operation, dim, shape.length);
  const fits = index.shape.length === shape.length && index.shape.every((length, i) => i === d || length <= shape[i]);
  if (!fits) {
    throw new RangeError(
      `${operation}: the index must fit beside the tensor, got ${formatShape(index.shape)} for ${formatShape(shape)}`,
    );
  }
  const { data } = index.contiguous();
  const length = shape[d];
  for (let i = 0; i < data.length; i++) {
    const position = data[i];
    if (!(position >= 0 && position < length && Number.isInteger(position))) {
      throw new RangeError(`${operation}: index must be in [0, ${length - 1}] along dim ${d}, got ${position}`);
    }
  }
  return d;
}
