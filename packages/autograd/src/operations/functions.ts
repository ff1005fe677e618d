import { type Tensor, where } from "@tinytorch/tensor";
import { type Bounds, inputGradient, resultGradient, type UnaryOperation } from "@tinytorch/tensor/internal";
import { type Operation, smooth, unary } from "../operation.ts";
import type { Recorded } from "../recorded.ts";

// Functions of each element, each beside its derivative. g is the gradient that arrives, x the input, y = f(x) the result.

/** (−x)′ = −1 */
export const neg = smooth("neg", { forward: (x) => x.neg(), rule: (g) => g.neg() });

/** (eˣ)′ = eˣ */
export const exp = smooth("exp", { forward: (x) => x.exp(), keeps: "output", rule: (g, y) => g.mul(y) });

/** (eˣ − 1)′ = eˣ, of x itself: added to the result, 1 would swallow its last digits */
export const expm1 = fromInput(
  "expm1",
  (g, x) => inputGradient("expm1", g, x),
  (g, x) => x.exp().mul(g),
);

/** (log x)′ = 1/x */
export const log = smooth("log", { forward: (x) => x.log(), keeps: "input", rule: (g, x) => g.div(x) });

/** (log(1 + x))′ = 1/(1 + x) */
export const log1p = smooth("log1p", { forward: (x) => x.log1p(), keeps: "input", rule: (g, x) => g.div(x.add(1)) });

/** (√x)′ = 1/(2√x) */
export const sqrt = smooth("sqrt", { forward: (x) => x.sqrt(), keeps: "output", rule: (g, y) => g.div(y.mul(2)) });

/** |x|′ = sign x, which is 0 at 0 */
export const abs = fromInput(
  "abs",
  (g, x) => g.mul(x.sign()),
  (g, x) => g.mul(x.data.sign()),
);

/** sin′ = cos */
export const sin = smooth("sin", { forward: (x) => x.sin(), keeps: "input", rule: (g, x) => g.mul(x.cos()) });

/** cos′ = −sin */
export const cos = fromInput(
  "cos",
  (g, x) => g.mul(x.sin()).neg_(),
  (g, x) => g.mul(x.sin()).neg(),
);

/** tanh′ = 1 − tanh² */
export const tanh = fromResult(
  "tanh",
  (g, y) => resultGradient("tanh", g, y),
  (g, y) => g.mul(y.neg().add(1).mul(y.add(1))),
);

/** max(x, 0)′ = 1 where x > 0, and 0 at 0; at NaN what arrives passes */
export const relu = fromResult(
  "relu",
  (g, y) => resultGradient("relu", g, y),
  (g, y) => g.maskedFill(y.data.le(0), 0),
);

/** σ′ = σ(1 − σ) */
export const sigmoid = fromResult(
  "sigmoid",
  (g, y) => resultGradient("sigmoid", g, y),
  (g, y) => g.mul(y).mul(y.neg().add(1)),
);

/** erf′ = 2/√π · e^(−x²) */
export const erf = fromInput(
  "erf",
  (g, x) =>
    x
      .square()
      .neg_()
      .exp()
      .mul_(g)
      .mul_(2 / Math.sqrt(Math.PI)),
  (g, x) =>
    x
      .square()
      .neg()
      .exp()
      .mul(g)
      .mul(2 / Math.sqrt(Math.PI)),
);

/** (x²)′ = 2x */
export const square = fromInput(
  "square",
  (g, x) => g.mul(x).mul_(2),
  (g, x) => g.mul(x).mul(2),
);

/** (1/x)′ = −1/x², one 1/x after the other: their product may be too large or too small */
export const reciprocal = fromResult(
  "reciprocal",
  (g, y) => g.mul(y).mul_(y).neg_(),
  (g, y) => g.mul(y).mul(y).neg(),
);

/** 1 inside the bounds and on them, 0 outside */
export const clamp: Operation<Required<Bounds>> = unary("clamp", {
  forward: (x, bounds) => x.clamp(bounds),
  keeps: "input",
  gradient(g, x, { attributes: { min, max } }) {
    return where(x.ge(min), where(x.le(max), g, 0), 0);
  },
  differentiable: (g, { data: x }, { attributes: { min, max } }) =>
    g.maskedFill(where(x.ge(min), x.le(max), 0).eq(0), 0),
});

/** A method of tensors without arguments. */
type ElementFunction = Exclude<UnaryOperation, "copy">;

type Formula<T> = (g: T, kept: T) => T;

function fromInput(name: ElementFunction, gradient: Formula<Tensor>, differentiable: Formula<Recorded>): Operation {
  return unary(name, { forward: (x) => x[name](), keeps: "input", gradient, differentiable });
}

function fromResult(name: ElementFunction, gradient: Formula<Tensor>, differentiable: Formula<Recorded>): Operation {
  return unary(name, { forward: (x) => x[name](), keeps: "output", gradient, differentiable });
}
