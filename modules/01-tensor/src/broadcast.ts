import type { Layout } from "./layout.ts";
import { checkShape, formatShape, type Shape } from "./shape.ts";

/**
 * The shape that two operands have together. Write one below the other, aligned at the *last* dimension; where one is
 * shorter, think of ones in front. Each pair of lengths must be equal, or one of them 1, which is then repeated.
 *
 *      [2, 3]           [4, 1]        [5, 1, 3]              [2, 3]
 *         [3]              [5]           [4, 1]                 [2]
 *   →  [2, 3]        →  [4, 5]     →  [5, 4, 3]        →  RangeError: 3 and 2
 *
 * @param operation whose errors these are
 * @throws RangeError on a pair that is neither:
 * `add: shapes must be equal or 1, aligned at the end, got [2, 3] and [2]`
 */
export function broadcastShapes(a: Shape, b: Shape, operation = "broadcastShapes"): Shape {
  throw new Error("TODO(01-tensor): walk back from the last dimension; a length that is missing counts as 1");
}

/**
 * A layout stretched to a larger shape without a copy. Where a length 1 becomes another, and in each new dimension in front,
 * the stride is 0: the next element is the same one again. Everywhere else it stays, also where a 1 stays 1.
 *
 *   shape [3], strides [1] to [2, 3]      → strides [0, 1]
 *   shape [2, 1], strides [1, 1] to [2, 3] → strides [1, 0]
 *
 * @throws RangeError when it does not fit: `broadcastTo: [2, 3] must stretch to the shape, got [3, 2]`
 */
export function broadcastLayout(x: Layout, shape: Shape): Layout {
  checkShape("broadcastTo", shape);
  throw new Error("TODO(01-tensor): check each length from the end, and give each dimension its stride");
}
