import { broadcastShapes } from "../core/broadcast.ts";
import { promote, promoteNumber } from "../core/promotion.ts";
import { type Operand, requireTensor, Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";

/** `a` where the condition is not 0, `b` where it is; all three broadcast. Two numbers give float32. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  requireTensor("where", "the condition", condition);
  const x = asTensor(a, b);
  const y = asTensor(b, a);
  const shape = broadcastShapes("where", condition.shape, broadcastShapes("where", x.shape, y.shape));
  const out = Tensor.allocate(shape, promote(x.dtype, x.ndim, y.dtype, y.ndim));
  activeKernels().elementwise("where", [condition, x, y], out);
  return out;
}

/** A number as a scalar of the type it takes beside the other operand. */
function asTensor(value: Operand, other: Operand): Tensor {
  if (value instanceof Tensor) return value;
  if (typeof value !== "number") requireTensor("where", "a value that is no number", value);
  const dtype = other instanceof Tensor ? promoteNumber(other.dtype, value) : "float32";
  return Tensor.allocate([], dtype).fill_(value);
}
