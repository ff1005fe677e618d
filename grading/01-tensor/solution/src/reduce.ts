import { allocate, type DType, dtypeOf, type ElementArray } from "./dtype.ts";
import { elementsOf, type Layout, rowMajor, type Strided } from "./layout.ts";
import { countFromFront, type Shape, sizeOf } from "./shape.ts";

/** Options of a reduction. */
export type ReduceOptions = {
  /** Keep the reduced dimension, with length 1, so that the result still broadcasts against the whole. Default false. */
  keepdim?: boolean;
};

/** What a reduction does: which of its names errors carry, what it makes of the numbers it sees, the dtype of the result. */
export type Reduction = {
  readonly operation: string;
  readonly fold: (row: ElementArray) => number;
  /** The operand's by default. */
  readonly dtype?: DType;
};

/**
 * Makes one number of all that lies along a dimension; without one, of everything.
 *
 *   x of shape [2, 3]   dim 0 → [3], one number for each column       keepdim → [1, 3]
 *                       dim 1 → [2], one number for each row          keepdim → [2, 1]
 *                       none  → [],  one number                       keepdim → [1, 1]
 *
 * @throws RangeError on a dim that there is not, in the operation's name
 */
export function reduce(
  x: Strided,
  { operation, fold, dtype = dtypeOf(x.storage) }: Reduction,
  dim: number | undefined,
  { keepdim = false }: ReduceOptions = {},
): Strided {
  // BEGIN SOLUTION
  // TODO: read with that dimension last, and fold as many as it is long
  if (dim === undefined) {
    const storage = allocate(dtype, 1);
    storage[0] = fold(elementsOf(x));
    return rowMajor(storage, keepdim ? x.shape.map(() => 1) : []);
  }
  const reduced = countFromFront(operation, "dim", dim, x.shape.length);
  const length = x.shape[reduced];
  const rows = elementsOf({ ...lastDimension(x, reduced), storage: x.storage });
  const kept: Shape = x.shape.toSpliced(reduced, 1);
  const storage = allocate(dtype, sizeOf(kept));
  for (let n = 0; n < storage.length; n += 1) storage[n] = fold(rows.subarray(n * length, (n + 1) * length));
  return rowMajor(storage, keepdim ? x.shape.with(reduced, 1) : kept);
  // END SOLUTION
}

/** The same elements with one dimension behind all others: [2, 3, 4] with 0 last is [3, 4, 2]. */
function lastDimension({ shape, strides, offset }: Layout, dim: number): Layout {
  return {
    shape: [...shape.toSpliced(dim, 1), shape[dim]],
    strides: [...strides.toSpliced(dim, 1), strides[dim]],
    offset,
  };
}
