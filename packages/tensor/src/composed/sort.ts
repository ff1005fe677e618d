import { rules } from "@tinytorch/options";
import { formatShape, resolveDim, type Shape } from "../core/shape.ts";

/** Options of `sort` and `argsort`. */
export interface SortOptions {
  /** The largest first (default false). A NaN counts as the largest. */
  descending?: boolean;
  /** Equal elements keep their order whether it is asked for or not. */
  stable?: boolean;
}

/** Options of `topk`. */
export interface TopkOptions {
  /** The largest elements (default), of which a NaN is one; false for the smallest. */
  largest?: boolean;
  /** They come in order whether it is asked for or not. */
  sorted?: boolean;
}

/** Elements in order, and where each stood: what `sort` and `topk` answer. */
export interface Sorted<T, Indices> {
  readonly values: T;
  /** int32. */
  readonly indices: Indices;
}

const sortTable = { descending: rules.flag.or(false), stable: rules.flag.or(false) };
const topkTable = { largest: rules.flag.or(true), sorted: rules.flag.or(true) };

/** What can be put in order. */
interface Sortable<T, Indices> {
  readonly shape: Shape;
  readonly ndim: number;
  argsort(dim: number, options: SortOptions): Indices;
  gather(dim: number, index: Indices): T;
  reshape(shape: Shape): T;
}

/** The dimension, and whether the largest come first. A scalar is sorted like the only element of a vector. */
export function sortArguments(
  operation: string,
  dim: number,
  ndim: number,
  options: SortOptions | undefined,
): readonly [dim: number, descending: boolean] {
  const { descending } = rules.readOptions(operation, sortTable, options);
  return [resolveDim(operation, dim, Math.max(ndim, 1)), descending];
}

export function sort<T extends Sortable<T, Indices>, Indices extends Part<Indices>>(
  x: T,
  dim: number,
  options: SortOptions | undefined,
): Sorted<T, Indices> {
  const [d, descending] = sortArguments("sort", dim, x.ndim, options);
  const indices = x.argsort(d, { descending });
  return { values: x.ndim === 0 ? onlyElement(x, indices) : x.gather(d, indices), indices };
}

/** @throws RangeError when there are not so many elements */
export function topk<T extends Sortable<T, Indices>, Indices extends Part<Indices>>(
  x: T,
  k: number,
  dim: number,
  options: TopkOptions | undefined,
): Sorted<T, Indices> {
  const { largest } = rules.readOptions("topk", topkTable, options);
  rules.requireEach("topk", rules.wholeNonNegative, { k });
  const d = resolveDim("topk", dim, Math.max(x.ndim, 1));
  const length = x.ndim === 0 ? 1 : x.shape[d];
  if (k > length)
    throw new RangeError(
      `topk: k must be at most the ${length} elements along dim ${d}, got ${k} of ${formatShape(x.shape)}`,
    );
  const order = x.argsort(d, { descending: largest });
  if (x.ndim === 0) return { values: onlyElement(x, order), indices: order };
  const indices = order.slice(d, 0, k).contiguous();
  return { values: x.gather(d, indices), indices };
}

/** A copy of a scalar. */
function onlyElement<T extends Sortable<T, Indices>, Indices extends Part<Indices>>(x: T, index: Indices): T {
  return x
    .reshape([1])
    .gather(0, index.reshape([1]))
    .reshape([]);
}

/** What has parts. */
interface Part<T> {
  slice(dim: number, start: number, end: number): T;
  reshape(shape: Shape): T;
  contiguous(): T;
}
