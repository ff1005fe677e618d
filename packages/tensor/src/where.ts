import { broadcastShapes } from "./broadcast.ts";
import { promote } from "./dtype.ts";
import { activeKernels } from "./kernels/active.ts";
import { type Operand, Tensor } from "./tensor.ts";

/** `a` where the condition is not 0, `b` where it is; all three broadcast. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const dtypeForNumbers = a instanceof Tensor ? a.dtype : b instanceof Tensor ? b.dtype : condition.dtype;
  const x = a instanceof Tensor ? a : Tensor.allocate([], dtypeForNumbers).fill_(a);
  const y = b instanceof Tensor ? b : Tensor.allocate([], dtypeForNumbers).fill_(b);
  const shape = broadcastShapes("where", condition.shape, broadcastShapes("where", x.shape, y.shape));
  const out = Tensor.allocate(shape, promote(x.dtype, x.ndim, y.dtype, y.ndim));
  activeKernels().ternary("where", condition, x, y, 1, out);
  return out;
}
