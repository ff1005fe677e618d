import type { Arithmetic, Tensor } from "@tinytorch/tensor";
import { Activation } from "./layer.ts";

/**
 * The hyperbolic tangent: any number becomes one between −1 and 1, and 0 stays 0.
 *
 *   tanh(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)        for each element
 *
 * Right for every x to about a millionth: −1 and 1 far out on either side and at ±∞; NaN stays NaN.
 * @returns a new one of x's shape; x stays as it is.
 */
export function tanh<T extends Arithmetic<T>>(x: T): T {
  // BEGIN SOLUTION
  // TODO: divide, with powers of e whose exponents are never positive
  const up = x.neg().maximum(0).mul(-2).exp();
  const down = x.maximum(0).mul(-2).exp();
  return up.sub(down).div(up.add(down));
  // END SOLUTION
}

/** `tanh` as a layer. */
export class Tanh<T extends Arithmetic<T> = Tensor> extends Activation<T> {
  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: give tanh of x
    return tanh(x);
    // END SOLUTION
  }
}
