import { allocate, type DType, type ElementArray } from "./dtype.ts";
import { rowMajor } from "./layout.ts";
import { flattenNested, type NestedNumbers, shapeOfNested } from "./nested.ts";
import { checkShape, type Shape, sizeOf } from "./shape.ts";
import { Tensor } from "./tensor.ts";

/** What tensors may be made with. */
export type TensorOptions = {
  /** What the elements are. Default "float32". */
  dtype?: DType;
};

/**
 * A tensor of given numbers: a copy, so that what becomes of the arrays afterwards does not matter.
 *
 *   tensor(7) has the shape [], tensor([1, 2]) the shape [2], tensor([[1, 2, 3], [4, 5, 6]]) the shape [2, 3]
 *
 * @throws RangeError on ragged arrays: `tensor: nested arrays must have equal shapes, got [2] beside [3]`
 */
export function tensor(values: NestedNumbers, { dtype = "float32" }: TensorOptions = {}): Tensor {
  throw new Error("TODO(01-tensor): find the shape, and copy the numbers into a storage of that size");
}

/** @throws RangeError on a length that is negative or not whole */
export function zeros(shape: Shape, options: TensorOptions = {}): Tensor {
  checkShape("zeros", shape);
  throw new Error("TODO(01-tensor): all elements 0; full() does most of it");
}

/** @throws RangeError on a length that is negative or not whole */
export function ones(shape: Shape, options: TensorOptions = {}): Tensor {
  checkShape("ones", shape);
  throw new Error("TODO(01-tensor): all elements 1");
}

/**
 * Every element the same number.
 * @throws RangeError on a length that is negative or not whole
 */
export function full(shape: Shape, value: number, { dtype = "float32" }: TensorOptions = {}): Tensor {
  checkShape("full", shape);
  throw new Error("TODO(01-tensor): a storage as large as the shape, filled with the value");
}

/**
 * The whole numbers from 0 to n − 1 in one dimension: `arange(4)` is [0, 1, 2, 3], and `arange(0)` has no elements.
 * @throws RangeError on an n that is negative or not whole
 */
export function arange(n: number, { dtype = "float32" }: TensorOptions = {}): Tensor {
  checkShape("arange", [n]);
  throw new Error("TODO(01-tensor): each element is its own index");
}

/** A tensor over a storage of its own, read from its beginning, row by row. */
function rowByRow(storage: ElementArray, shape: Shape): Tensor {
  return new Tensor(rowMajor(storage, shape));
}
