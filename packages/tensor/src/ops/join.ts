import { rules } from "@tinytorch/options";
import { promote } from "../core/promotion.ts";
import { isRecording, type Recording, recording, type World } from "../core/recording.ts";
import { formatShape, resolveDim, type Shape, sameShape } from "../core/shape.ts";
import { notTensor, Tensor } from "../core/tensor.ts";

/**
 * Tensors one after another along a dimension they have; with a variable among them, which is recorded.
 * @throws RangeError on an empty list, or when sizes differ in another dimension
 */
export function cat(tensors: readonly Tensor[], dim?: number): Tensor;
export function cat<T>(tensors: readonly Recording<T, Tensor>[], dim?: number): T;
export function cat<T>(tensors: readonly (Tensor | Recording<T, Tensor>)[], dim?: number): T | Tensor;
export function cat<T>(tensors: readonly (Tensor | Recording<T, Tensor>)[], dim = 0): T | Tensor {
  const world = worldAmong("cat", tensors);
  if (world !== null) return world.cat(partsOf(world, tensors), dim);
  const plain = requireTensors("cat", tensors);
  return joined(plain, dim);
}

function joined(tensors: readonly Tensor[], dim: number): Tensor {
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
 * Tensors of one shape side by side along a new dimension; with a variable among them, which is recorded.
 * @throws RangeError on an empty list, or when shapes differ
 */
export function stack(tensors: readonly Tensor[], dim?: number): Tensor;
export function stack<T extends Stackable<T>>(tensors: readonly Recording<T, Tensor>[], dim?: number): T;
export function stack<T extends Stackable<T>>(
  tensors: readonly (Tensor | Recording<T, Tensor>)[],
  dim?: number,
): T | Tensor;
export function stack<T extends Stackable<T>>(
  tensors: readonly (Tensor | Recording<T, Tensor>)[],
  dim = 0,
): T | Tensor {
  const world = worldAmong("stack", tensors);
  if (world === null) return stacked(requireTensors("stack", tensors), dim, joined);
  return stacked(partsOf(world, tensors), dim, (parts, d) => world.cat(parts, d));
}

/** What can stand side by side. */
interface Stackable<T> {
  readonly shape: Shape;
  readonly ndim: number;
  unsqueeze(dim: number): T;
}

/** Parts of one shape side by side, by how they are put one after another. */
export function stacked<T extends Stackable<T>>(
  tensors: readonly T[],
  dim: number,
  join: (parts: readonly T[], dim: number) => T,
): T {
  if (tensors.length === 0) throw new RangeError("stack: there must be at least one tensor, got none");
  const [first] = tensors;
  const other = tensors.find((item) => !sameShape(item.shape, first.shape));
  if (other !== undefined) {
    throw new RangeError(
      `stack: tensors must have one shape, got ${formatShape(first.shape)} and ${formatShape(other.shape)}`,
    );
  }
  const d = resolveDim("stack", dim, first.ndim + 1);
  return join(
    tensors.map((item) => item.unsqueeze(d)),
    d,
  );
}

/** How the first of a list is computed with that records; null where none does. */
function worldAmong<T>(operation: string, values: readonly (Tensor | Recording<T, Tensor>)[]): World<T, Tensor> | null {
  if (!Array.isArray(values))
    throw new TypeError(`${operation}: tensors must be a list of Tensors, got ${rules.shown(values)}`);
  for (const value of values) {
    if (!(value instanceof Tensor) && isRecording<T, Tensor>(value)) return value[recording];
  }
  return null;
}

/** Each of a list as one of the values that record. */
function partsOf<T>(world: World<T, Tensor>, values: readonly (Tensor | Recording<T, Tensor>)[]): T[] {
  return Array.from(values, (value) => world.of(value));
}

function requireTensors(operation: string, values: readonly unknown[]): Tensor[] {
  return Array.from(values, (value) => asTensor(operation, value));
}

function asTensor(operation: string, value: unknown): Tensor {
  if (value instanceof Tensor) return value;
  throw notTensor(operation, "each of the list", value);
}
