import type { Shape } from "../contract/layout.ts";

/** A dense block seen as `outer × axis × inner`, which is reduced over its axis. */
export interface ReductionPlan {
  readonly outer: number;
  readonly axis: number;
  readonly inner: number;
  /** The shape to reduce to first, when what is reduced is not in one piece. */
  readonly before: Shape | null;
}

/** How to make `out` of a dense `x` with as many dimensions. */
export function planReduction(x: Shape, out: Shape): ReductionPlan {
  let [outer, axis, inner] = [1, 1, 1];
  let d = x.length - 1;
  const kept = (dim: number) => out[dim] === x[dim];
  for (; d >= 0 && (kept(d) || x[d] === 1); d--) inner *= x[d];
  for (; d >= 0 && (!kept(d) || x[d] === 1); d--) axis *= x[d];
  const start = d + 1;
  for (; d >= 0 && (kept(d) || x[d] === 1); d--) outer *= x[d];
  const before = d < 0 ? null : x.map((length, dim) => (dim < start ? length : out[dim]));
  return { outer, axis, inner, before };
}
