import { type Tensor, tensor } from "@tinytorch/tensor";

/**
 * The gradient of f at x, found by trying: each number of x is moved a little up and a little down, the others stay, and
 * the change of f is divided by the way.
 *
 *   ∂f/∂xᵢ ≈ (f(… xᵢ + ε …) − f(… xᵢ − ε …)) / 2ε
 *
 * It needs no calculus and two calls of f for each number: far too slow to train with, and the judge of everything below.
 * In float32 the two values of f would have too few digits to be subtracted, so it computes in float64.
 *
 * @param f gives one number, as a number or as a tensor with one element. It is handed float64 tensors of x's shape.
 * @param x of any shape, a view or not, float32 or float64. It is never written into: each call gets a copy that is moved.
 * @param eps ε, how far each number is moved to either side (default 1e-6).
 * @returns a float64 tensor of x's shape.
 * @throws RangeError when eps is not > 0.
 */
export function numericGradient(f: (x: Tensor) => Tensor | number, x: Tensor, eps = 1e-6): Tensor {
  if (!(eps > 0)) throw new RangeError(`numericGradient: eps must be > 0, got ${eps}`);
  throw new Error("TODO(07-autograd): for each number of x, (f above − f below) / 2ε");
}
