import type { Shape } from "../../shape.ts";

/** A dense block seen as `outer × axis × inner`, which is folded over its axis. */
export interface Fold {
  readonly outer: number;
  readonly axis: number;
  readonly inner: number;
  /** The shape to fold to first, when what is folded is not in one piece. */
  readonly before: Shape | null;
}

/** The fold that makes `out` of a dense `x` with as many dimensions. */
export function foldOf(x: Shape, out: Shape): Fold {
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
