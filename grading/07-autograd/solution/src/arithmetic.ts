import { type Tensor, where } from "@tinytorch/tensor";
import type { Operation } from "./operation.ts";

// Two tensors a and b that broadcast. Gradients may be as large as the output: backward sums them back.

/** (a + b)′ = 1 for both. */
export const add: Operation = {
  name: "add",
  reads: "shapes",
  forward: (a, b) => a.add(b),
  gradient(g) {
    // BEGIN SOLUTION
    // TODO: what the sum gets, each of its terms gets
    return [g, g];
    // END SOLUTION
  },
};

/** (a − b)′ = 1 for a, −1 for b. */
export const sub: Operation = {
  name: "sub",
  reads: "shapes",
  forward: (a, b) => a.sub(b),
  gradient(g) {
    // BEGIN SOLUTION
    // TODO: as for add, with a minus for the second
    return [g, g.neg()];
    // END SOLUTION
  },
};

/** (ab)′ = b for a, a for b. */
export const mul: Operation = {
  name: "mul",
  reads: "inputs",
  forward: (a, b) => a.mul(b),
  gradient(g, [a, b]) {
    // BEGIN SOLUTION
    // TODO: each factor's gradient is g times the other factor
    return [g.mul(b), g.mul(a)];
    // END SOLUTION
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
    // BEGIN SOLUTION
    // TODO: g/b for a, −g (a/b)/b for b
    return [g.div(b), g.mul(a.div(b).div(b)).neg()];
    // END SOLUTION
  },
};

/** (xᵏ)′ = k xᵏ⁻¹ for a plain number k. x⁰ is constant: 0 everywhere, also at x = 0, where 0 · 0⁻¹ would be NaN. */
export const power = (k: number): Operation => ({
  name: "pow",
  reads: "inputs",
  forward: (x) => x.pow(k),
  gradient(g, [x]) {
    // BEGIN SOLUTION
    // TODO: g k xᵏ⁻¹, and zeros for k = 0
    return [k === 0 ? g.mul(0) : g.mul(x.pow(k - 1).mul(k))];
    // END SOLUTION
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
    // BEGIN SOLUTION
    // TODO: g b aᵇ⁻¹ and g aᵇ log a, 0 where the power is constant
    const forBase = where(b.eq(0), 0, b.mul(a.pow(b.sub(1))));
    const forExponent = where(a.eq(0).mul(b.ge(0)), 0, a.pow(b).mul(a.log()));
    return [g.mul(forBase), g.mul(forExponent)];
    // END SOLUTION
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
    // BEGIN SOLUTION
    // TODO: g for the larger of the two, half of it for equals
    const shareOf = (one: Tensor, other: Tensor) =>
      where(one.gt(other), g, where(one.eq(other), g.mul(0.5), 0));
    return [shareOf(a, b), shareOf(b, a)];
    // END SOLUTION
  },
};
