import { broadcastLayout, broadcastShapes } from "./broadcast.ts";
import { allocate } from "./dtype.ts";
import { elementsOf, resultDType, rowMajor, type Strided } from "./layout.ts";
import { formatShape, sizeOf } from "./shape.ts";

/**
 * The matrix product: row i of the left with column j of the right, multiplied pair by pair and added up.
 *
 *   cᵢⱼ = Σₗ aᵢₗ · bₗⱼ
 *
 *   [m, k] @ [k, n]           → [m, n]
 *   [k] @ [k, n]              → [n], a list on the left is a row: [1, k], and its dimension leaves the result
 *   [m, k] @ [k]              → [m], a list on the right is a column: [k, 1]
 *   [k] @ [k]                 → [],  the dot product
 *   [5, 1, m, k] @ [4, k, n]  → [5, 4, m, n], a product for each pair of matrices; the dimensions in front broadcast
 *
 * Add up in a plain number and round once, when it is stored. Leave no product out: 0 · NaN and 0 · ∞ are NaN.
 * @throws RangeError on an operand without dimensions, and when the inner lengths differ:
 * `matmul: inner lengths must be equal, got [2, 3] @ [4, 5]`
 */
export function multiplyMatrices(a: Strided, b: Strided): Strided {
  if (a.shape.length === 0 || b.shape.length === 0) {
    throw new RangeError(
      `matmul: operands must have dimensions, got ${formatShape(a.shape)} @ ${formatShape(b.shape)}`,
    );
  }
  const left = a.shape.length === 1 ? asRow(a) : a;
  const right = b.shape.length === 1 ? asColumn(b) : b;
  throw new Error("TODO(01-tensor): check the inner lengths, broadcast what is in front, and multiply");
}

/** A list of k numbers as one row: [1, k]. */
function asRow({ storage, shape, strides, offset }: Strided): Strided {
  return { storage, shape: [1, ...shape], strides: [0, ...strides], offset };
}

/** A list of k numbers as one column: [k, 1]. */
function asColumn({ storage, shape, strides, offset }: Strided): Strided {
  return { storage, shape: [...shape, 1], strides: [...strides, 0], offset };
}
