import type { Shape } from "../../shape.ts";
import { forEachRow } from "../js/rows.ts";
import type { Strided } from "../kernels.ts";

/**
 * Operands laid over an output, with neighbouring dimensions that all of them step through evenly merged: how long the
 * dimensions are that remain, and how far each operand, the output last, steps along each, in elements. It is overwritten by
 * the next one, so that laying out makes no garbage.
 */
export interface MergedLayout {
  count: number;
  readonly lengths: number[];
  readonly steps: readonly number[][];
}

const merged: MergedLayout = { count: 0, lengths: [], steps: [[], [], [], []] };

/** Merges the dimensions of up to three operands over an output that has elements. */
export function layOver(operands: readonly Strided[], out: Strided): MergedLayout {
  const { shape } = out;
  const { lengths, steps } = merged;
  const last = operands.length;
  let count = 0;
  for (let d = 0; d < shape.length; d++) {
    const length = shape[d];
    if (length === 1) continue;
    let merges = count > 0 && steps[last][count - 1] === out.strides[d] * length;
    for (let k = 0; merges && k < last; k++) {
      merges = steps[k][count - 1] === strideOver(operands[k], shape, d) * length;
    }
    const at = merges ? count - 1 : count;
    lengths[at] = merges ? lengths[at] * length : length;
    for (let k = 0; k < last; k++) steps[k][at] = strideOver(operands[k], shape, d);
    steps[last][at] = out.strides[d];
    count = at + 1;
  }
  merged.count = count;
  return merged;
}

/** An operand's stride along dimension `d` of a larger shape: 0 where it repeats. */
function strideOver(operand: Strided, shape: Shape, d: number): number {
  const own = d - shape.length + operand.shape.length;
  return own < 0 || operand.shape[own] === 1 ? 0 : operand.strides[own];
}

/**
 * Visits every place of the first `outer` dimensions of a layout.
 * @param visit is given how far each operand has stepped, in elements
 */
export function forEachPlace(
  { lengths, steps }: MergedLayout,
  outer: number,
  visit: (at: readonly number[]) => void,
): void {
  if (outer <= 0) {
    visit([0, 0, 0, 0]);
    return;
  }
  // The layout is overwritten when a visit lays out anything itself.
  const own = steps.map((step) => step.slice(0, outer));
  const row = [0, 0, 0, 0];
  forEachRow(lengths.slice(0, outer), own, row, (length, rowSteps) => {
    const at = [...row];
    for (let item = 0; item < length; item++) {
      visit(at);
      for (let k = 0; k < at.length; k++) at[k] += rowSteps[k];
    }
  });
}

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
