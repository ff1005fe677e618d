import type { Layout } from "./layout.ts";
import { countFromFront, formatShape, type Shape, sizeOf } from "./shape.ts";

/**
 * Two dimensions swapped: their lengths and their strides. Not one element moves.
 *
 *   shape [2, 3], strides [3, 1] → shape [3, 2], strides [1, 3]
 *
 * @throws RangeError on a dim that there is not: `transpose: dim must be from -2 to 1, got 2`
 */
export function transposeLayout(x: Layout, dim0: number, dim1: number): Layout {
  // BEGIN SOLUTION
  // TODO: count both dims from the front, then swap lengths and strides there
  const [a, b] = [dim0, dim1].map((dim) => countFromFront("transpose", "dim", dim, x.shape.length));
  const swapped = (list: readonly number[]) => list.with(a, list[b]).with(b, list[a]);
  return { shape: swapped(x.shape), strides: swapped(x.strides), offset: x.offset };
  // END SOLUTION
}

/**
 * What lies at one index of a dimension, which is then gone. The offset moves there: index · stride further on.
 *
 *   shape [2, 3], strides [3, 1], offset 0; dim 0, index 1 → shape [3], strides [1], offset 3, the second row
 *                                           dim 1, index 2 → shape [2], strides [3], offset 2, the last column
 *
 * @throws RangeError on a dim or an index that there is not: `select: index must be from -3 to 2, got 3`
 */
export function selectLayout({ shape, strides, offset }: Layout, dim: number, index: number): Layout {
  // BEGIN SOLUTION
  // TODO: move the offset, and leave the dimension out of shape and strides
  const d = countFromFront("select", "dim", dim, shape.length);
  const i = countFromFront("select", "index", index, shape[d]);
  return { shape: shape.toSpliced(d, 1), strides: strides.toSpliced(d, 1), offset: offset + i * strides[d] };
  // END SOLUTION
}

/**
 * A requested shape with its one −1 filled in, so that it has as many elements as there are.
 *
 *   [2, 3] as [3, -1] → [3, 2]        [2, 3] as [-1] → [6]        [] as [1, 1] → [1, 1]
 *
 * @throws RangeError, each with both shapes: on a second −1, on lengths that are not whole or negative, and when the
 * elements cannot fill the shape: `reshape: the shape must have 6 elements, got [2, 3] -> [4, -1]`
 */
export function resolveShape(from: Shape, requested: Shape): Shape {
  const refuse = (rule: string) =>
    new RangeError(`reshape: ${rule}, got ${formatShape(from)} -> ${formatShape(requested)}`);
  if (requested.some((length) => !Number.isInteger(length) || length < -1)) {
    throw refuse("lengths must be whole and >= 0, or one of them -1");
  }
  // BEGIN SOLUTION
  // TODO: refuse a second -1, work out the one, refuse what does not come out
  const free = requested.indexOf(-1);
  if (requested.lastIndexOf(-1) !== free) throw refuse("only one length may be -1");
  const rest = sizeOf(from) / sizeOf(requested.filter((length) => length !== -1));
  const shape = requested.map((length) => (length === -1 ? rest : length));
  if (!shape.every(Number.isInteger) || sizeOf(shape) !== sizeOf(from)) {
    throw refuse(`the shape must have ${sizeOf(from)} elements`);
  }
  return shape;
  // END SOLUTION
}
