import { scalarOperand } from "../core/scalar-operand.ts";
import { type Operand, Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";

/**
 * The gradient of `a / b` for b ("div"), of `a` to the power `b` for a ("pow") or for b ("exponent"), from the gradient g that
 * arrives, which has the shape of the result: in one pass in which no number is too large or too small on the way.
 */
export function operandGradient(name: "div" | "pow" | "exponent", g: Tensor, a: Tensor, b: Operand): Tensor {
  const out = Tensor.allocate(g.shape, g.dtype);
  const other = typeof b === "number" ? scalarOperand(b, g.dtype) : b;
  activeKernels().elementwise(`${name}Gradient`, [g, a, other], out);
  return out;
}
