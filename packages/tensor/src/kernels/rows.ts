import type { Layout, Shape, Strided } from "./contract/layout.ts";

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

/** Merges the dimensions of an output that has elements, and of up to three operands over it. */
export function layOver(operands: readonly Layout[], out: Layout): MergedLayout {
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
function strideOver(operand: Layout, shape: Shape, d: number): number {
  const own = d - shape.length + operand.shape.length;
  return own < 0 || operand.shape[own] === 1 ? 0 : operand.strides[own];
}

/**
 * Visits every place of the first `outer` dimensions of a layout.
 * @param at where each operand starts, in elements; moved along in place, to be read by `visit`, which lays out nothing
 */
export function forEachPlace({ lengths, steps }: MergedLayout, outer: number, at: number[], visit: () => void): void {
  const counters = new Array<number>(Math.max(outer, 0)).fill(0);
  for (;;) {
    visit();
    let d = counters.length - 1;
    for (; d >= 0; d--) {
      for (let k = 0; k < at.length; k++) at[k] += steps[k][d];
      if (++counters[d] < lengths[d]) break;
      for (let k = 0; k < at.length; k++) at[k] -= steps[k][d] * lengths[d];
      counters[d] = 0;
    }
    if (d < 0) return;
  }
}

/**
 * Visits operands that are laid over an output, an innermost row at a time.
 * @param visit is given the row's length, and where each operand, the output last, starts and how far it steps
 */
export function forEachRow(
  operands: readonly Layout[],
  out: Layout,
  visit: (length: number, at: readonly number[], steps: readonly number[]) => void,
): void {
  if (out.shape.includes(0)) return;
  const layout = layOver(operands, out);
  const last = layout.count - 1;
  const length = last < 0 ? 1 : layout.lengths[last];
  const at = [...operands, out].map(({ offset }) => offset);
  const steps = at.map((_, k) => (last < 0 ? 0 : layout.steps[k][last]));
  forEachPlace(layout, last, at, () => visit(length, at, steps));
}

/** Whether an operand can be read beside a contiguous output in one pass: as it lies, or one element again and again. */
export function isFlatOver(operand: Strided, out: Strided): boolean {
  return operand.size === 1 || (operand.size === out.size && operand.isContiguous);
}

/** A batch of matrices without their last two dimensions. */
export function batchOf({ shape, strides, offset }: Layout): Layout {
  return { shape: shape.slice(0, -2), strides: strides.slice(0, -2), offset };
}
