import { unaryResult } from "../core/promotion.ts";
import { Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";

/** A function of a layer, in one pass where single operations take several: ELU with its α, or GELU. */
export function activation(name: "elu" | "gelu", x: Tensor, alpha = 0): Tensor {
  const out = Tensor.allocate(x.shape, unaryResult(name, x.dtype));
  activeKernels().elementwise(name, [x], out, alpha);
  return out;
}

/** The gradient of a function of each element, from its input x and the gradient g that arrives, of one shape, in one pass. */
export function inputGradient(name: "elu" | "gelu" | "expm1", g: Tensor, x: Tensor, alpha = 0): Tensor {
  const out = Tensor.allocate(x.shape, g.dtype);
  activeKernels().elementwise(`${name}Gradient`, [g, x], out, alpha);
  return out;
}
