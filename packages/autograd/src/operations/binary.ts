import { type Tensor, where } from "@tinytorch/tensor";
import type { Operation, Step } from "../operation.ts";
import { unbroadcast } from "../unbroadcast.ts";

/**
 * Operations on two tensors that broadcast. Each gradient is computed in the output's shape, only where it is needed,
 * and then summed back to its operand's shape.
 */
function gradients(step: Step<unknown>, left: () => Tensor, right: () => Tensor): readonly (Tensor | null)[] {
  return [
    step.needs(0) ? unbroadcast(left(), step.shapeOf(0)) : null,
    step.needs(1) ? unbroadcast(right(), step.shapeOf(1)) : null,
  ];
}

/** (a + b)′ = 1 for both */
export const add: Operation = {
  name: "add",
  forward: ([a, b]) => a.add(b),
  backward: (g, step) =>
    gradients(
      step,
      () => g,
      () => g,
    ),
};

/** (a − b)′ = 1 for a, −1 for b */
export const sub: Operation = {
  name: "sub",
  forward: ([a, b]) => a.sub(b),
  backward: (g, step) =>
    gradients(
      step,
      () => g,
      () => g.neg(),
    ),
};

/** (ab)′ = b for a, a for b */
export const mul: Operation = {
  name: "mul",
  forward: ([a, b]) => a.mul(b),
  save: ([a, b]) => [a, b],
  backward(g, step) {
    const [a, b] = step.saved;
    return gradients(
      step,
      () => g.mul(b),
      () => g.mul(a),
    );
  },
};

/** (a/b)′ = 1/b for a, −a/b² for b */
export const div: Operation = {
  name: "div",
  forward: ([a, b]) => a.div(b),
  save: ([a, b]) => [a, b],
  backward(g, step) {
    const [a, b] = step.saved;
    return gradients(
      step,
      () => g.div(b),
      () => g.mul(a).div(b.square()).neg_(),
    );
  },
};

/** (aᵇ)′ = b aᵇ⁻¹ for a, aᵇ log a for b; both 0 where the power is constant (b = 0, or a = 0 and b ≥ 0) */
export const pow: Operation = {
  name: "pow",
  forward: ([a, b]) => a.pow(b),
  save: ([a, b], y) => [a, b, y],
  backward(g, step) {
    const [a, b, y] = step.saved;
    return gradients(
      step,
      () => g.mul(where(b.eq(0), 0, b.mul(a.pow(b.sub(1))))),
      () => g.mul(where(a.eq(0).mul(b.ge(0)), 0, y.mul(a.log()))),
    );
  },
};

/** The larger operand gets the gradient; equal ones share it */
export const maximum: Operation = {
  name: "maximum",
  forward: ([a, b]) => a.maximum(b),
  save: ([a, b]) => [a, b],
  backward(g, step) {
    const [a, b] = step.saved;
    return gradients(
      step,
      () => g.mul(where(a.eq(b), 0.5, a.gt(b))),
      () => g.mul(where(a.eq(b), 0.5, b.gt(a))),
    );
  },
};

/** The smaller operand gets the gradient; equal ones share it */
export const minimum: Operation = {
  name: "minimum",
  forward: ([a, b]) => a.minimum(b),
  save: ([a, b]) => [a, b],
  backward(g, step) {
    const [a, b] = step.saved;
    return gradients(
      step,
      () => g.mul(where(a.eq(b), 0.5, a.lt(b))),
      () => g.mul(where(a.eq(b), 0.5, b.lt(a))),
    );
  },
};

/** `a` where the condition holds, `b` elsewhere; each gets the gradient there */
export const choose: Operation<Tensor> = {
  name: "where",
  forward: ([a, b], condition) => where(condition, a, b),
  save: (_inputs, _output, condition) => [condition],
  backward(g, step) {
    const [condition] = step.saved;
    return gradients(
      step,
      () => where(condition, g, 0),
      () => where(condition, 0, g),
    );
  },
};
