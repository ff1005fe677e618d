import { type Tensor, where } from "@tinytorch/tensor";
import { operandGradient } from "@tinytorch/tensor/internal";
import { binary, type Operation, unary } from "../operation.ts";
import { unbroadcast } from "../unbroadcast.ts";

// Two tensors a and b that broadcast, with the gradient of each.

/** (a + b)′ = 1 for both */
export const add = binary("add", { forward: (a, b) => a.add(b), left: (g) => g, right: (g) => g });

/** (a − b)′ = 1 for a, −1 for b */
export const sub = binary("sub", { forward: (a, b) => a.sub(b), left: (g) => g, right: (g) => g.neg() });

/** (ab)′ = b for a, a for b */
export const mul = binary("mul", {
  forward: (a, b) => a.mul(b),
  keeps: "input",
  left: (g, _a, b) => g.mul(b),
  right: (g, a) => g.mul(a),
});

/** (a/b)′ = 1/b for a, −a/b² for b */
export const div = binary("div", {
  forward: (a, b) => a.div(b),
  keeps: "input",
  left: (g, _a, b) => g.div(b),
  right: (g, a, b) => operandGradient("div", g, a, b),
});

/** (aᵇ)′ = b aᵇ⁻¹ for a, aᵇ log a for b; both 0 where the power is constant (b = 0, or a = 0 and b ≥ 0) */
export const pow = binary("pow", {
  forward: (a, b) => a.pow(b),
  keeps: "input",
  left: (g, a, b) => operandGradient("pow", g, a, b),
  right: (g, a, b) => operandGradient("exponent", g, a, b),
});

/** The larger operand gets the gradient; equal ones share it, and beside a NaN both get it whole */
export const maximum = binary("maximum", {
  forward: (a, b) => a.maximum(b),
  keeps: "input",
  left: (g, a, b) => shared(g, a, b, a.lt(b)),
  right: (g, a, b) => shared(g, a, b, b.lt(a)),
});

/** The smaller operand gets the gradient, as for maximum */
export const minimum = binary("minimum", {
  forward: (a, b) => a.minimum(b),
  keeps: "input",
  left: (g, a, b) => shared(g, a, b, a.gt(b)),
  right: (g, a, b) => shared(g, a, b, b.gt(a)),
});

/** 0 where an operand lost, even of what is infinite; half of what arrives where they are equal, and all of it elsewhere. */
function shared(g: Tensor, a: Tensor, b: Tensor, lost: Tensor): Tensor {
  return where(lost, 0, where(a.eq(b), g.mul(0.5), g));
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
};

// A tensor and a plain number k, which needs no gradient.

/** (x + k)′ = 1 */
export const shift = unary("add", { forward: (x, k: number) => x.add(k), gradient: (g) => g });

/** (kx)′ = k */
export const scale = unary("mul", {
  forward: (x, k: number) => x.mul(k),
  gradient: (g, _, context) => g.mul(context.attributes),
});

/** (x/k)′ = 1/k */
export const divideBy = unary("div", {
  forward: (x, k: number) => x.div(k),
  gradient: (g, _, context) => g.div(context.attributes),
});

/** (xᵏ)′ = k xᵏ⁻¹; x⁰ is constant even where 0⁻¹ is not finite */
export const power = unary("pow", {
  forward: (x, k: number) => x.pow(k),
  keeps: "input",
  gradient: (g, x, { attributes: k }) => (k === 2 ? g.mul(x).mul_(2) : operandGradient("pow", g, x, k)),
});
