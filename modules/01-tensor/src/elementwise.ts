import { broadcastLayout, broadcastShapes } from "./broadcast.ts";
import { allocate, type DType } from "./dtype.ts";
import { elementsOf, placesOf, resultDType, rowMajor, type Strided } from "./layout.ts";
import { type BinaryOperation, binaryFunction, type UnaryOperation, unaryFunction } from "./operations.ts";
import { sizeOf } from "./shape.ts";

/** A plain number as an operand without dimensions, rounded to a dtype: in float32, 0.1 is 0.10000000149. */
export function scalar(value: number, dtype: DType): Strided {
  throw new Error("TODO(01-tensor): a storage of one element, under the shape []");
}

/** An operation on every element: the result has the same shape and dtype, and a storage of its own. */
export function mapElements(operation: UnaryOperation, x: Strided): Strided {
  throw new Error("TODO(01-tensor): put what the operation makes of each element into a new storage");
}

/**
 * An operation on each pair of elements. Both operands are stretched to the shape that they have together; the result has
 * that shape, the dtype of the two together, and a storage of its own.
 * @throws RangeError when the shapes do not fit, in the operation's name
 */
export function combineElements(operation: BinaryOperation, a: Strided, b: Strided): Strided {
  throw new Error("TODO(01-tensor): stretch both layouts, and go through their places side by side");
}
