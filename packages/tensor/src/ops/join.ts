import { rules } from "@tinytorch/options";
import { promote } from "../core/promotion.ts";
import { formatShape, resolveDim, sameShape } from "../core/shape.ts";
import { requireTensor, Tensor } from "../core/tensor.ts";

/**
 * Tensors one after another along a dimension they have.
 * @throws RangeError on an empty list, or when sizes differ in another dimension
 */
export function cat(tensors: readonly Tensor[], dim = 0): Tensor {
  requireTensors("cat", tensors);
  if (tensors.length === 0) throw new RangeError("cat: there must be at least one tensor, got none");
  const [first] = tensors;
  const d = resolveDim("cat", dim, first.ndim);
  const shape = [...first.shape];
  shape[d] = 0;
  let dtype = first.dtype;
  for (const item of tensors) {
    const fits = item.ndim === first.ndim && item.shape.every((length, i) => i === d || length === first.shape[i]);
    if (!fits) {
      throw new RangeError(
        `cat: sizes must match except along dim ${d}, got ${formatShape(first.shape)} and ${formatShape(item.shape)}`,
      );
    }
    shape[d] += item.shape[d];
    dtype = promote(dtype, first.ndim, item.dtype, item.ndim);
  }
  const out = Tensor.allocate(shape, dtype);
  let position = 0;
  for (const item of tensors) {
    out.slice(d, position, position + item.shape[d]).copy_(item);
    position += item.shape[d];
  }
  return out;
}

/**
 * Tensors of one shape side by side along a new dimension.
 * @throws RangeError on an empty list, or when shapes differ
 */
export function stack(tensors: readonly Tensor[], dim = 0): Tensor {
  requireTensors("stack", tensors);
  if (tensors.length === 0) throw new RangeError("stack: there must be at least one tensor, got none");
  const [first] = tensors;
  const other = tensors.find((item) => !sameShape(item.shape, first.shape));
  if (other !== undefined) {
    throw new RangeError(
      `stack: tensors must have one shape, got ${formatShape(first.shape)} and ${formatShape(other.shape)}`,
    );
  }
  return cat(
    tensors.map((item) => item.unsqueeze(dim)),
    resolveDim("stack", dim, first.ndim + 1),
  );
}

function requireTensors(operation: string, tensors: readonly Tensor[]): void {
  if (!Array.isArray(tensors))
    throw new TypeError(`${operation}: tensors must be a list of Tensors, got ${rules.shown(tensors)}`);
  for (let i = 0; i < tensors.length; i++) requireTensor(operation, "each of the list", tensors[i]);
}
