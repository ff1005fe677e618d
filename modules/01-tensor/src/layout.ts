import { allocate, type DType, dtypeOf, type ElementArray } from "./dtype.ts";
import { type Shape, sizeOf, stridesOf } from "./shape.ts";

/** Where in a storage the elements of a tensor are. Two tensors may read one storage through two layouts. */
export interface Layout {
  readonly shape: Shape;
  /** How many places lie between neighbours along each dimension; 0 where one element is read again and again. */
  readonly strides: readonly number[];
  /** The place of the first element. */
  readonly offset: number;
}

/** A storage and the layout it is read through. A `Tensor` is one. */
export interface Strided extends Layout {
  readonly storage: ElementArray;
}

/**
 * The dtype of what two operands give together: float64 where one of them is. An operand without dimensions only decides
 * when the other has none either, as in PyTorch: it is meant as a number. One of the shape [1] or [0] has a dimension.
 */
export function resultDType(a: Strided, b: Strided): DType {
  const deciding = [a, b].filter(({ shape }) => shape.length > 0);
  const dtypes = (deciding.length === 1 ? deciding : [a, b]).map(({ storage }) => dtypeOf(storage));
  return dtypes.includes("float64") ? "float64" : "float32";
}

/** A storage that is read from its beginning to its end, row by row. */
export function rowMajor(storage: ElementArray, shape: Shape): Strided {
  return { storage, shape: [...shape], strides: stridesOf(shape), offset: 0 };
}

/**
 * The place in the storage of every element, in row-major order of the shape. All that reads a tensor goes through here.
 *
 *   place of element (i, j, …) = offset + i · strides[0] + j · strides[1] + …
 *
 *   shape [2, 3], strides [3, 1], offset 0 → 0 1 2 3 4 5
 *   shape [3, 2], strides [1, 3], offset 0 → 0 3 1 4 2 5, the same storage read by columns
 *
 * The n-th element's index in dimension d is n / step, without its fraction, modulo the length, where the steps are the
 * row-major strides of the shape: element 4 of [2, 3] is (4/3, 4/1) → (1 mod 2, 4 mod 3) = (1, 1).
 */
export function placesOf({ shape, strides, offset }: Layout): Int32Array {
  throw new Error("TODO(01-tensor): find each element's index in each dimension, and add up index · stride");
}

/** All elements in row-major order, in a new array of the same dtype. */
export function elementsOf(x: Strided): ElementArray {
  throw new Error("TODO(01-tensor): fetch the element at each place");
}

/**
 * Whether the elements lie in the storage in row-major order without gaps, so that they can be read straight through. The
 * stride of a dimension of length 1 does not matter: nobody ever takes that step. Nor does any when there are no elements.
 */
export function isContiguous({ shape, strides }: Layout): boolean {
  throw new Error("TODO(01-tensor): compare the strides with the row-major ones");
}
