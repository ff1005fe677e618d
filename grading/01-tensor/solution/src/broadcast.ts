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
  // BEGIN SOLUTION
  // TODO: walk back from the last dimension; a length that is missing counts as 1
  const ndim = Math.max(a.length, b.length);
  return Array.from({ length: ndim }, (_, d) => {
    const m = a[a.length - ndim + d] ?? 1;
    const n = b[b.length - ndim + d] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new RangeError(
        `${operation}: shapes must be equal or 1, aligned at the end, got ${formatShape(a)} and ${formatShape(b)}`,
      );
    }
    return m === 1 ? n : m;
  });
  // END SOLUTION
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
  // BEGIN SOLUTION
  // TODO: check each length from the end, and give each dimension its stride
  const added = shape.length - x.shape.length;
  if (added < 0 || x.shape.some((length, d) => length !== 1 && length !== shape[added + d])) {
    throw new RangeError(
      `broadcastTo: ${formatShape(x.shape)} must stretch to the shape, got ${formatShape(shape)}`,
    );
  }
  const strides = shape.map((length, d) =>
    d < added || x.shape[d - added] !== length ? 0 : x.strides[d - added],
  );
  return { shape: [...shape], strides, offset: x.offset };
  // END SOLUTION
}
