import { broadcastLayout, broadcastShapes } from "./broadcast.ts";
import { allocate, type DType } from "./dtype.ts";
import { elementsOf, placesOf, resultDType, rowMajor, type Strided } from "./layout.ts";
import { type BinaryOperation, binaryFunction, type UnaryOperation, unaryFunction } from "./operations.ts";
import { sizeOf } from "./shape.ts";

/** A plain number as an operand without dimensions, rounded to a dtype: in float32, 0.1 is 0.10000000149. */
export function scalar(value: number, dtype: DType): Strided {
  // BEGIN SOLUTION
  // TODO: a storage of one element, under the shape []
  const storage = allocate(dtype, 1);
  storage[0] = value;
  return rowMajor(storage, []);
  // END SOLUTION
}

/** An operation on every element: the result has the same shape and dtype, and a storage of its own. */
export function mapElements(operation: UnaryOperation, x: Strided): Strided {
  // BEGIN SOLUTION
  // TODO: put what the operation makes of each element into a new storage
  return rowMajor(elementsOf(x).map(unaryFunction(operation)), x.shape);
  // END SOLUTION
}

/**
 * An operation on each pair of elements. Both operands are stretched to the shape that they have together; the result has
 * that shape, the dtype of the two together, and a storage of its own.
 * @throws RangeError when the shapes do not fit, in the operation's name
 */
export function combineElements(operation: BinaryOperation, a: Strided, b: Strided): Strided {
  // BEGIN SOLUTION
  // TODO: stretch both layouts, and go through their places side by side
  const shape = broadcastShapes(a.shape, b.shape, operation);
  const fromA = placesOf(broadcastLayout(a, shape));
  const fromB = placesOf(broadcastLayout(b, shape));
  const combine = binaryFunction(operation);
  const storage = allocate(resultDType(a, b), sizeOf(shape));
  for (let n = 0; n < storage.length; n += 1) storage[n] = combine(a.storage[fromA[n]], b.storage[fromB[n]]);
  return rowMajor(storage, shape);
  // END SOLUTION
}
