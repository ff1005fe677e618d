import { type Tensor, where } from "@tinytorch/tensor";
import { operandGradient } from "@tinytorch/tensor/internal";
import { binary, type Operation, smooth, unary } from "../operation.ts";
import type { Recorded } from "../recorded.ts";
import { unbroadcast } from "../unbroadcast.ts";
import { operandGradients, powerGradient } from "./operand-gradients.ts";

// Two tensors a and b that broadcast, with the gradient of each.

/** (a + b)′ = 1 for both */
export const add = binary("add", {
  forward: (a, b) => a.add(b),
  left: (g) => g,
  right: (g) => g,
  differentiable: { left: (g) => g, right: (g) => g },
});

/** (a − b)′ = 1 for a, −1 for b */
export const sub = binary("sub", {
  forward: (a, b) => a.sub(b),
  left: (g) => g,
  right: (g) => g.neg(),
  differentiable: { left: (g) => g, right: (g) => g.neg() },
});

/** (ab)′ = b for a, a for b */
export const mul = binary("mul", {
  forward: (a, b) => a.mul(b),
  keeps: "input",
  left: (g, _a, b) => g.mul(b),
  right: (g, a) => g.mul(a),
  differentiable: { left: (g, _a, b) => g.mul(b), right: (g, a) => g.mul(a) },
});

/** (a/b)′ = 1/b for a, −a/b² for b */
export const div = binary("div", {
  forward: (a, b) => a.div(b),
  keeps: "input",
  left: (g, _a, b) => g.div(b),
  right: (g, a, b) => operandGradient("div", g, a, b),
  differentiable: {
    left: (g, _a, b) => g.div(b),
    right: (g, a, b, { apply }) => apply(operandGradients.div, [g, a, b], undefined),
  },
});

/** (aᵇ)′ = b aᵇ⁻¹ for a, aᵇ log a for b; both 0 where the power is constant (b = 0, or a = 0 and b ≥ 0) */
export const pow = binary("pow", {
  forward: (a, b) => a.pow(b),
  keeps: "input",
  left: (g, a, b) => operandGradient("pow", g, a, b),
  right: (g, a, b) => operandGradient("exponent", g, a, b),
  differentiable: {
    left: (g, a, b, { apply }) => apply(operandGradients.pow, [g, a, b], undefined),
    right: (g, a, b, { apply }) => apply(operandGradients.exponent, [g, a, b], undefined),
  },
});

/** The larger operand gets the gradient; equal ones share it, and beside a NaN both get it whole */
export const maximum = binary("maximum", {
  forward: (a, b) => a.maximum(b),
  keeps: "input",
  left: (g, a, b) => shared(g, a, b, a.lt(b)),
  right: (g, a, b) => shared(g, a, b, b.lt(a)),
  differentiable: {
    left: (g, a, b) => sharedAgain(g, a, b, a.data.lt(b.data)),
    right: (g, a, b) => sharedAgain(g, a, b, b.data.lt(a.data)),
  },
});

/** The smaller operand gets the gradient, as for maximum */
export const minimum = binary("minimum", {
  forward: (a, b) => a.minimum(b),
  keeps: "input",
  left: (g, a, b) => shared(g, a, b, a.gt(b)),
  right: (g, a, b) => shared(g, a, b, b.gt(a)),
  differentiable: {
    left: (g, a, b) => sharedAgain(g, a, b, a.data.gt(b.data)),
    right: (g, a, b) => sharedAgain(g, a, b, b.data.gt(a.data)),
  },
});

/** 0 where an operand lost, even of what is infinite; half of what arrives where they are equal, and all of it elsewhere. */
function shared(g: Tensor, a: Tensor, b: Tensor, lost: Tensor): Tensor {
  return where(lost, 0, where(a.eq(b), g.mul(0.5), g));
}

/** The same of what is recorded: which one won does not move with them. */
function sharedAgain(g: Recorded, a: Recorded, b: Recorded, lost: Tensor): Recorded {
  return g.mul(where(a.data.eq(b.data), 0.5, 1).to(g.dtype)).maskedFill(lost, 0);
}

/** `a` where the condition holds, `b` elsewhere; each gets the gradient there */
export const choose: Operation<Tensor> = {
  name: "where",
  forward: ([a, b], condition) => where(condition, a, b),
  save: (_inputs, _output, condition) => [condition],
  backward: (g, context) => [
    context.needs(0) ? unbroadcast(where(context.saved[0], g, 0), context.shapeOf(0)) : null,
    context.needs(1) ? unbroadcast(where(context.saved[0], 0, g), context.shapeOf(1)) : null,
  ],
  differentiable: (g, context) => [
    context.needs(0) ? unbroadcast(g.maskedFill(context.attributes.eq(0), 0), context.shapeOf(0)) : null,
    context.needs(1) ? unbroadcast(g.maskedFill(context.attributes, 0), context.shapeOf(1)) : null,
  ],
};

// A tensor and a plain number k, which needs no gradient.

/** (x + k)′ = 1 */
export const shift = smooth("add", { forward: (x, k: number) => x.add(k), rule: (g) => g });

/** (kx)′ = k */
export const scale = smooth("mul", {
  forward: (x, k: number) => x.mul(k),
  rule: (g, _, context) => g.mul(context.attributes),
});

/** (x/k)′ = 1/k */
export const divideBy = smooth("div", {
  forward: (x, k: number) => x.div(k),
  rule: (g, _, context) => g.div(context.attributes),
});

/** (xᵏ)′ = k xᵏ⁻¹; x⁰ is constant even where 0⁻¹ is not finite */
export const power = unary("pow", {
  forward: (x, k: number) => x.pow(k),
  keeps: "input",
  gradient: (g, x, { attributes: k }) => (k === 2 ? g.mul(x).mul_(2) : operandGradient("pow", g, x, k)),
  differentiable: (g, x, { apply, attributes: k }) => (k === 2 ? g.mul(x).mul(2) : apply(powerGradient, [g, x], k)),
});
