import type { Arithmetic, Tensor } from "@tinytorch/tensor";
import { Activation } from "./layer.ts";

/**
 * The logistic function: any number becomes one between 0 and 1, and 0 becomes ½.
 *
 *   σ(x) = 1 / (1 + e⁻ˣ) = eˣ / (eˣ + 1)        for each element
 *
 * Right for every x: 0 and 1 far out on either side and at ±∞; NaN stays NaN.
 * @returns a new one of x's shape; x stays as it is.
 */
export function sigmoid<T extends Arithmetic<T>>(x: T): T {
  // BEGIN SOLUTION
  // TODO: divide, with powers of e whose exponents are never positive
  const right = x.maximum(0);
  const left = x.neg().maximum(0);
  const above = left.neg().exp();
  return above.div(above.add(right.neg().exp()));
  // END SOLUTION
}

/** `sigmoid` as a layer. */
export class Sigmoid<T extends Arithmetic<T> = Tensor> extends Activation<T> {
  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: give sigmoid of x
    return sigmoid(x);
    // END SOLUTION
  }
}
