import { rules } from "@tinytorch/options";
import { formatShape } from "../core/shape.ts";
import { requireTensor, type Tensor } from "../core/tensor.ts";
import { full } from "./factories.ts";

/** Sums from the first element up to each one along a dimension. */
export function cumsum(x: Tensor, dim: number): Tensor {
  requireTensor("cumsum", "the input", x);
  return x.cumsum(dim);
}

/** The elements in reverse order along the given dimensions: a copy. */
export function flip(x: Tensor, dims: number | readonly number[]): Tensor {
  requireTensor("flip", "the input", x);
  return x.flip(dims);
}

/**
 * A margin around a tensor, filled with one value. Widths come in pairs from the last dimension backwards, before and
 * after: `[left, right, top, bottom]` for a matrix. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
 * @throws RangeError when there are not pairs, more of them than dimensions, or a width is not a whole number ≥ 0
 */
export function pad(x: Tensor, widths: readonly number[], value = 0): Tensor {
  checkWidths(x, widths);
  const shape = x.shape.map((length, d) => length + before(x, widths, d) + after(x, widths, d));
  const out = full(shape, value, { dtype: x.dtype });
  unpad(out, widths).copy_(x);
  return out;
}

/** The tensor inside a margin of the given widths, as for `pad`: a view. */
export function unpad(x: Tensor, widths: readonly number[]): Tensor {
  checkWidths(x, widths);
  return x.shape.reduce((inside, length, d) => inside.slice(d, before(x, widths, d), length - after(x, widths, d)), x);
}

function before(x: Tensor, widths: readonly number[], dim: number): number {
  return widths[2 * (x.ndim - 1 - dim)] ?? 0;
}

function after(x: Tensor, widths: readonly number[], dim: number): number {
  return widths[2 * (x.ndim - 1 - dim) + 1] ?? 0;
}

function checkWidths(x: Tensor, widths: readonly number[]): void {
  requireTensor("pad", "the input", x);
  const whole = Array.isArray(widths) && widths.every((width) => Number.isInteger(width) && width >= 0);
  if (!whole || widths.length % 2 !== 0 || widths.length > 2 * x.ndim) {
    throw new RangeError(
      `pad: widths must be pairs of whole numbers ≥ 0, at most one pair for each dimension, got ${rules.shown(widths)} for ` +
        formatShape(x.shape),
    );
  }
}

/** The lower triangle of each matrix, up to `diagonal` places above the main diagonal, and 0 elsewhere. */
export function tril(x: Tensor, diagonal = 0): Tensor {
  requireTensor("tril", "the input", x);
  return x.tril(diagonal);
}

/** The upper triangle of each matrix, from `diagonal` places above the main diagonal, and 0 elsewhere. */
export function triu(x: Tensor, diagonal = 0): Tensor {
  requireTensor("triu", "the input", x);
  return x.triu(diagonal);
}
