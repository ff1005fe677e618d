import type { Arithmetic, Tensor } from "@tinytorch/tensor";
import { Activation } from "./layer.ts";

/**
 * The rectifier: what is positive passes, the rest becomes 0 (Nair & Hinton, 2010). NaN stays NaN.
 *
 *   relu(x) = max(x, 0)        for each element
 *
 * @returns a new one of x's shape; x stays as it is.
 */
export function relu<T extends Arithmetic<T>>(x: T): T {
  // BEGIN SOLUTION
  // TODO: give the larger of each element and 0
  return x.maximum(0);
  // END SOLUTION
}

/** `relu` as a layer. */
export class ReLU<T extends Arithmetic<T> = Tensor> extends Activation<T> {
  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: give relu of x
    return relu(x);
    // END SOLUTION
  }
}
