import { type Tensor, where } from "@tinytorch/tensor";
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
  right: (g, a, b) => g.mul(a).div(b.square()).neg_(),
});

/** (aᵇ)′ = b aᵇ⁻¹ for a, aᵇ log a for b; both 0 where the power is constant (b = 0, or a = 0 and b ≥ 0) */
export const pow = binary("pow", {
  forward: (a, b) => a.pow(b),
  keeps: "both",
  left: (g, a, b) => g.mul(where(b.eq(0), 0, b.mul(a.pow(b.sub(1))))),
  right: (g, a, b, y) => g.mul(where(a.eq(0).mul(b.ge(0)), 0, y.mul(a.log()))),
});

/** The larger operand gets the gradient; equal ones share it */
export const maximum = binary("maximum", {
  forward: (a, b) => a.maximum(b),
  keeps: "input",
  left: (g, a, b) => shared(g, a, b, a.gt(b)),
  right: (g, a, b) => shared(g, a, b, b.gt(a)),
});

/** The smaller operand gets the gradient; equal ones share it */
export const minimum = binary("minimum", {
  forward: (a, b) => a.minimum(b),
  keeps: "input",
  left: (g, a, b) => shared(g, a, b, a.lt(b)),
  right: (g, a, b) => shared(g, a, b, b.lt(a)),
});

/** What arrives, where an operand won; half of it where they are equal, and 0 elsewhere even of what is infinite. */
function shared(g: Tensor, a: Tensor, b: Tensor, won: Tensor): Tensor {
  return where(won, g, where(a.eq(b), g.mul(0.5), 0));
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
  gradient: (g, x, { attributes: k }) => (k === 0 ? g.mul(0) : g.mul(k === 2 ? x : x.pow(k - 1)).mul_(k)),
});
