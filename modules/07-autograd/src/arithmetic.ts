import { type Tensor, where } from "@tinytorch/tensor";
import type { Operation } from "./operation.ts";

// Two tensors a and b that broadcast. Gradients may be as large as the output: backward sums them back.

/** (a + b)′ = 1 for both. */
export const add: Operation = {
  name: "add",
  reads: "shapes",
  forward: (a, b) => a.add(b),
  gradient(g) {
    throw new Error("TODO(07-autograd): what the sum gets, each of its terms gets");
  },
};

/** (a − b)′ = 1 for a, −1 for b. */
export const sub: Operation = {
  name: "sub",
  reads: "shapes",
  forward: (a, b) => a.sub(b),
  gradient(g) {
    throw new Error("TODO(07-autograd): as for add, with a minus for the second");
  },
};

/** (ab)′ = b for a, a for b. */
export const mul: Operation = {
  name: "mul",
  reads: "inputs",
  forward: (a, b) => a.mul(b),
  gradient(g, [a, b]) {
    throw new Error("TODO(07-autograd): each factor's gradient is g times the other factor");
  },
};

/**
 * (a/b)′ = 1/b for a, −(a/b)/b for b. In this order of division: b² is 0 in float32 for a b of 1e-25, where the quotient of
 * a small a may be fine.
 */
export const div: Operation = {
  name: "div",
  reads: "inputs",
  forward: (a, b) => a.div(b),
  gradient(g, [a, b]) {
    throw new Error("TODO(07-autograd): g/b for a, −g (a/b)/b for b");
  },
};

/** (xᵏ)′ = k xᵏ⁻¹ for a plain number k. x⁰ is constant: 0 everywhere, also at x = 0, where 0 · 0⁻¹ would be NaN. */
export const power = (k: number): Operation => ({
  name: "pow",
  reads: "inputs",
  forward: (x) => x.pow(k),
  gradient(g, [x]) {
    throw new Error("TODO(07-autograd): g k xᵏ⁻¹, and zeros for k = 0");
  },
});

/**
 * (aᵇ)′ = b aᵇ⁻¹ for a, aᵇ log a for b, both tensors. Where the power is constant the gradient is 0 and not NaN: for a where
 * b = 0; for b where a = 0 and b >= 0. `where(condition, x, y)` of @tinytorch/tensor takes x where the condition holds, else y.
 */
export const pow: Operation = {
  name: "pow",
  reads: "inputs",
  forward: (a, b) => a.pow(b),
  gradient(g, [a, b]) {
    throw new Error("TODO(07-autograd): g b aᵇ⁻¹ and g aᵇ log a, 0 where the power is constant");
  },
};

/**
 * max(a, b)′ = 1 for the larger, 0 for the smaller; where they are equal, ½ for each. Take the gradient by `where`, and not by a
 * product with 1 and 0: 0 times an infinite gradient is NaN.
 */
export const maximum: Operation = {
  name: "maximum",
  reads: "inputs",
  forward: (a, b) => a.maximum(b),
  gradient(g, [a, b]) {
    throw new Error("TODO(07-autograd): g for the larger of the two, half of it for equals");
  },
};
