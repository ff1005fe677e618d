import { rules } from "@tinytorch/options";
import { formatShape, type Shape } from "../core/shape.ts";

/** 1 in the lower triangle of a matrix, up to `by` places above the main diagonal, and 0 elsewhere. */
export function lowerTriangle([rows, columns]: Shape, by: number): Uint8Array {
  const mask = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const end = Math.min(Math.max(row + by + 1, 0), columns);
    mask.fill(1, row * columns, row * columns + end);
  }
  return mask;
}

/** @throws RangeError on fewer than two dimensions, or a diagonal that is no number */
export function requireMatrices(operation: string, shape: Shape, diagonal: number): void {
  rules.requireEach(operation, rules.anyNumber, { diagonal });
  if (shape.length < 2)
    throw new RangeError(`${operation}: a tensor must have at least 2 dimensions, got ${formatShape(shape)}`);
}
