import { broadcastStrides } from "../../broadcast.ts";
import type { Shape } from "../../shape.ts";
import type { Strided } from "../kernels.ts";

/**
 * Visits operands that share one shape, an innermost row at a time. Neighbouring dimensions that every operand steps
 * through evenly are merged first, so that contiguous operands come as one long row.
 *
 * @param strides each operand's strides over `shape`
 * @param positions each operand's first position; moved along in place, to be read by `visit`
 * @param visit is given the row's length and each operand's step inside it
 */
export function forEachRow(
  shape: Shape,
  strides: readonly Shape[],
  positions: number[],
  visit: (length: number, steps: readonly number[]) => void,
): void {
  const lengths: number[] = [];
  const steps: number[][] = strides.map(() => []);
  for (let d = 0; d < shape.length; d++) {
    if (shape[d] === 0) return;
    if (shape[d] === 1) continue;
    const outer = lengths.length - 1;
    const merges = outer >= 0 && strides.every((stride, k) => steps[k][outer] === stride[d] * shape[d]);
    if (!merges) lengths.push(0);
    const last = lengths.length - 1;
    lengths[last] = merges ? lengths[last] * shape[d] : shape[d];
    for (let k = 0; k < steps.length; k++) steps[k][last] = strides[k][d];
  }

  const length = lengths.pop() ?? 1;
  const rowSteps = steps.map((step) => step[lengths.length] ?? 0);
  const counters = new Array<number>(lengths.length).fill(0);
  for (;;) {
    visit(length, rowSteps);
    let d = lengths.length - 1;
    for (; d >= 0; d--) {
      for (let k = 0; k < steps.length; k++) positions[k] += steps[k][d];
      if (++counters[d] < lengths[d]) break;
      for (let k = 0; k < steps.length; k++) positions[k] -= steps[k][d] * lengths[d];
      counters[d] = 0;
    }
    if (d < 0) return;
  }
}

/** Whether an operand can be read beside a contiguous output in one pass: as it lies, or one element again and again. */
export function isFlatOver(operand: Strided, out: Strided): boolean {
  return operand.size === 1 || (operand.size === out.size && operand.isContiguous);
}

/** The step between the elements of an operand that is flat over the output. */
export function flatStep(operand: Strided): number {
  return operand.size === 1 ? 0 : 1;
}

/** An operand's strides when it is laid over the output's shape. */
export function stridesOver(operand: Strided, out: Strided): Shape {
  return broadcastStrides(operand.shape, operand.strides, out.shape);
}
