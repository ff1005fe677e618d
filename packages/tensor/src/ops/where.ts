import { broadcastShapes } from "../core/broadcast.ts";
import { promote, promoteNumber } from "../core/promotion.ts";
import { type Recording, recording, type World } from "../core/recording.ts";
import { type Operand, records, requireTensor, Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";

/**
 * `a` where the condition is not 0, `b` where it is; all three broadcast. Two numbers give float32. Beside a variable the result is one, and
 * each gets the gradient where it stands.
 */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor;
export function where<T>(condition: Tensor, a: Recording<T, Tensor>, b: Operand | Recording<T, Tensor>): T;
export function where<T>(condition: Tensor, a: Operand, b: Recording<T, Tensor>): T;
export function where<T>(
  condition: Tensor,
  a: Operand | Recording<T, Tensor>,
  b: Operand | Recording<T, Tensor>,
): T | Tensor {
  requireTensor("where", "the condition", condition);
  if (records(a)) return chosen(condition, a[recording], a, b);
  if (records(b)) return chosen(condition, b[recording], a, b);
  const x = asTensor(a, b);
  const y = asTensor(b, a);
  const shape = broadcastShapes("where", condition.shape, broadcastShapes("where", x.shape, y.shape));
  const out = Tensor.allocate(shape, promote(x.dtype, x.ndim, y.dtype, y.ndim));
  activeKernels().elementwise("where", [condition, x, y], out);
  return out;
}

function chosen<T>(
  condition: Tensor,
  world: World<T, Tensor>,
  ...operands: readonly [Operand | Recording<T, Tensor>, Operand | Recording<T, Tensor>]
): T {
  const [a, b] = operands.map((value) => world.of(typeof value === "number" ? asTensor(value, world.plain) : value));
  return world.where(condition, a, b);
}

/** A number as a scalar of the type it takes beside the other operand. */
function asTensor(value: Operand, other: Operand): Tensor {
  if (value instanceof Tensor) return value;
  if (typeof value !== "number") requireTensor("where", "a value that is no number", value);
  const dtype = other instanceof Tensor ? promoteNumber(other.dtype, value) : "float32";
  return Tensor.allocate([], dtype).fill_(value);
}
