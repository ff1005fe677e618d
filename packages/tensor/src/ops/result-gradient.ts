import { Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";

/**
 * The gradient of a function of each element, from its result y and the gradient g that arrives, of one shape: one pass where
 * single operations take several.
 */
export function resultGradient(name: "relu" | "tanh" | "sigmoid", g: Tensor, y: Tensor): Tensor {
  const out = Tensor.allocate(y.shape, g.dtype);
  activeKernels().elementwise(`${name}Gradient`, [g, y], out);
  return out;
}
