import { type Tensor, where } from "@tinytorch/tensor";
import { type Bounds, inputGradient, resultGradient, type UnaryOperation } from "@tinytorch/tensor/internal";
import { type Operation, unary } from "../operation.ts";

// Functions of each element, each beside its derivative. g is the gradient that arrives, x the input, y = f(x) the result.

/** (−x)′ = −1 */
export const neg = unary("neg", { forward: (x) => x.neg(), gradient: (g) => g.neg() });

/** (eˣ)′ = eˣ */
export const exp = fromResult("exp", (g, y) => g.mul(y));

/** (eˣ − 1)′ = eˣ, of x itself: added to the result, 1 would swallow its last digits */
export const expm1 = fromInput("expm1", (g, x) => inputGradient("expm1", g, x));

/** (log x)′ = 1/x */
export const log = fromInput("log", (g, x) => g.div(x));

/** (log(1 + x))′ = 1/(1 + x) */
export const log1p = fromInput("log1p", (g, x) => g.div(x.add(1)));

/** (√x)′ = 1/(2√x) */
export const sqrt = fromResult("sqrt", (g, y) => g.div(y.mul(2)));

/** |x|′ = sign x, which is 0 at 0 */
export const abs = fromInput("abs", (g, x) => g.mul(x.sign()));

/** sin′ = cos */
export const sin = fromInput("sin", (g, x) => g.mul(x.cos()));

/** cos′ = −sin */
export const cos = fromInput("cos", (g, x) => g.mul(x.sin()).neg_());

/** tanh′ = 1 − tanh² */
export const tanh = fromResult("tanh", (g, y) => resultGradient("tanh", g, y));

/** max(x, 0)′ = 1 where x > 0, and 0 at 0; at NaN what arrives passes */
export const relu = fromResult("relu", (g, y) => resultGradient("relu", g, y));

/** σ′ = σ(1 − σ) */
export const sigmoid = fromResult("sigmoid", (g, y) => resultGradient("sigmoid", g, y));

/** erf′ = 2/√π · e^(−x²) */
export const erf = fromInput("erf", (g, x) =>
  x
    .square()
    .neg_()
    .exp()
    .mul_(g)
    .mul_(2 / Math.sqrt(Math.PI)),
);

/** (x²)′ = 2x */
export const square = fromInput("square", (g, x) => g.mul(x).mul_(2));

/** (1/x)′ = −1/x², one 1/x after the other: their product may be too large or too small */
export const reciprocal = fromResult("reciprocal", (g, y) => g.mul(y).mul_(y).neg_());

/** 1 inside the bounds and on them, 0 outside */
export const clamp: Operation<Required<Bounds>> = unary("clamp", {
  forward: (x, bounds) => x.clamp(bounds),
  keeps: "input",
  gradient(g, x, { attributes: { min, max } }) {
    return where(x.ge(min), where(x.le(max), g, 0), 0);
  },
});

/** A method of tensors without arguments. */
type ElementFunction = Exclude<UnaryOperation, "copy">;

function fromInput(name: ElementFunction, gradient: (g: Tensor, x: Tensor) => Tensor): Operation {
  return unary(name, { forward: (x) => x[name](), keeps: "input", gradient });
}

function fromResult(name: ElementFunction, gradient: (g: Tensor, y: Tensor) => Tensor): Operation {
  return unary(name, { forward: (x) => x[name](), keeps: "output", gradient });
}
