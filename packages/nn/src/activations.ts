import { apply, asVariable, unary, type Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { onesLike, type Tensor, where } from "@tinytorch/tensor";
import { activation, inputGradient } from "@tinytorch/tensor/internal";
import { layerOf } from "./layer-of.ts";
import type { Input } from "./module.ts";

/** max(x, 0) for each element, as a layer. */
export class ReLU extends layerOf((x) => asVariable(x).relu()) {}

/** The hyperbolic tangent of each element, as a layer. */
export class Tanh extends layerOf((x) => asVariable(x).tanh()) {}

/** 1 / (1 + e⁻ˣ) for each element, as a layer. */
export class Sigmoid extends layerOf((x) => asVariable(x).sigmoid()) {}

/** `eˣ / Σ eˣ` along a dimension, as a layer. */
export class Softmax extends layerOf((x, dim: number) => asVariable(x).softmax(dim)) {}

/** The logarithm of softmax along a dimension, as a layer. */
export class LogSoftmax extends layerOf((x, dim: number) => asVariable(x).logSoftmax(dim)) {}

/** (log σ(x))′ = σ(−x); computed as min(x, 0) − log(1 + e^−|x|), which nothing overflows */
export const logSigmoidOperation = unary("logSigmoid", {
  forward: (x) => x.minimum(0).sub_(x.abs().neg_().exp().log1p()),
  keeps: "input",
  gradient: (g, x) => g.mul(x.neg().sigmoid()),
  differentiable: (g, x) => g.mul(x.neg().sigmoid()),
});

/** The logarithm of the sigmoid of each element, finite where the sigmoid itself would round to 0. */
export function logSigmoid(input: Input): Variable {
  return apply(logSigmoidOperation, [asVariable(input)]);
}

/** 1 where x > 0, the slope elsewhere */
const leakyReluOperation = unary("leakyRelu", {
  forward: (x, slope: number) => where(x.gt(0), x, x.mul(slope)),
  keeps: "input",
  gradient: (g, x, { attributes: slope }) => where(x.gt(0), g, g.mul(slope)),
  differentiable: (g, { data: x }, { attributes: slope }) => g.mul(where(x.gt(0), onesLike(x), slope)),
});

/** x where it is positive, `negativeSlope · x` (default 0.01) elsewhere (Maas et al., 2013). */
export function leakyRelu(input: Input, negativeSlope = 0.01): Variable {
  rules.requireEach("leakyRelu", rules.finite, { negativeSlope });
  return apply(leakyReluOperation, [asVariable(input)], negativeSlope);
}

/** `leakyRelu` as a layer. */
export class LeakyReLU extends layerOf(leakyRelu) {}

/** αeˣ where x ≤ 0, 1 elsewhere */
const eluOperation = unary("elu", {
  forward: (x, alpha: number) => activation("elu", x, alpha),
  keeps: "input",
  gradient: (g, x, { attributes: alpha }) => inputGradient("elu", g, x, alpha),
  differentiable(g, x, { attributes: alpha }) {
    const bent = x.data.lt(0);
    // A large x is left out before its exponential is taken, which would be infinite; at 0 the slope is α, and does not move.
    const slope = x.maskedFill(bent.eq(0), 0).exp().mul(alpha);
    return g.mul(slope.maskedFill(x.data.le(0).eq(0), 1));
  },
});

/** x where it is positive, `α(eˣ − 1)` elsewhere; α is 1 unless given (Clevert et al., 2016). */
export function elu(input: Input, alpha = 1): Variable {
  rules.requireEach("elu", rules.finite, { alpha });
  return apply(eluOperation, [asVariable(input)], alpha);
}

/** `elu` as a layer. */
export class ELU extends layerOf(elu) {}

/** (xσ)′ = σ(1 + x(1 − σ)) */
const siluOperation = unary("silu", {
  forward: (x) => x.sigmoid().mul_(x),
  keeps: "input",
  gradient(g, x) {
    const sigmoid = x.sigmoid();
    return sigmoid.neg().add_(1).mul_(x).add_(1).mul_(sigmoid).mul_(g);
  },
  differentiable(g, x) {
    const sigmoid = x.sigmoid();
    return sigmoid.neg().add(1).mul(x).add(1).mul(sigmoid).mul(g);
  },
});

/** `x · σ(x)` for each element, also called swish (Elfwing et al., 2018). */
export function silu(input: Input): Variable {
  return apply(siluOperation, [asVariable(input)]);
}

/** `silu` as a layer. */
export class SiLU extends layerOf(silu) {}

/** Options of `softplus`. */
export interface SoftplusOptions {
  /** β > 0, how sharp the bend is (default 1). */
  beta?: number;
  /** Where βx is larger, x itself is the result (default 20). */
  threshold?: number;
}

/** σ(βx), and 1 above the threshold */
const softplusOperation = unary("softplus", {
  forward(x, { beta, threshold }: Required<SoftplusOptions>) {
    const scaled = x.mul(beta);
    const bent = scaled.minimum(threshold).exp().log1p().div_(beta);
    return where(scaled.gt(threshold), x, bent);
  },
  keeps: "input",
  gradient(g, x, { attributes: { beta, threshold } }) {
    const scaled = x.mul(beta);
    return where(scaled.gt(threshold), g, scaled.sigmoid().mul_(g));
  },
  differentiable(g, x, { attributes: { beta, threshold } }) {
    const scaled = x.mul(beta);
    return g.mul(scaled.sigmoid().maskedFill(scaled.data.gt(threshold), 1));
  },
});

/** `log(1 + e^(βx)) / β` for each element: a smooth ReLU (Dugas et al., 2001). */
export function softplus(input: Input, options: SoftplusOptions = {}): Variable {
  return apply(softplusOperation, [asVariable(input)], rules.readOptions("softplus", softplusTable, options));
}

const softplusTable = { beta: rules.positive.or(1), threshold: rules.finite.or(20) };

/** `softplus` as a layer. */
export class Softplus extends layerOf(softplus, (options = {}) => {
  rules.readOptions("Softplus", softplusTable, options);
}) {}

/** Options of `gelu`. */
export interface GeluOptions {
  /** "none" for the formula itself (default), "tanh" for its usual approximation. */
  approximate?: "none" | "tanh";
}

/** (xΦ)′ = Φ + xφ, with Φ(x) = (1 + erf(x/√2)) / 2 and φ(x) = e^(−x²/2) / √(2π) */
const exactGelu = unary("gelu", {
  forward: (x) => activation("gelu", x),
  keeps: "input",
  gradient: (g, x) => inputGradient("gelu", g, x),
  differentiable(g, x) {
    const density = x
      .square()
      .div(-2)
      .exp()
      .div(Math.sqrt(2 * Math.PI));
    const area = x.mul(Math.SQRT1_2).erf().add(1).div(2);
    return density.mul(x).add(area).mul(g);
  },
});

const SCALE = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;
/** From here on t is ±1 to the last digit of a float64. */
const FLAT = 100;

/** With t = tanh(√(2/π)(x + 0.044715x³)): (x(1 + t)/2)′ = (1 + t)/2 + x(1 − t²)/2 · √(2/π)(1 + 3·0.044715x²) */
const approximateGelu = unary("gelu", {
  forward: (x) => bend(x).add_(1).mul_(x).div_(2),
  keeps: "input",
  gradient(g, x) {
    const t = bend(x);
    // Farther out 1 − t² is 0, and would be multiplied by infinity.
    const cubic = x
      .square()
      .clamp_({ max: FLAT ** 2 })
      .mul_(3 * CUBIC);
    const slope = cubic.add_(1).mul_(SCALE);
    const moving = t.square().neg_().add_(1).mul_(slope).mul_(x);
    return moving.add_(t).add_(1).div_(2).mul_(g);
  },
  differentiable(g, x) {
    const t = x.square().mul(CUBIC).add(1).mul(x).mul(SCALE).tanh();
    const cubic = x
      .square()
      .clamp({ max: FLAT ** 2 })
      .mul(3 * CUBIC);
    const moving = t.square().neg().add(1).mul(cubic.add(1).mul(SCALE)).mul(x);
    return moving.add(t).add(1).div(2).mul(g);
  },
});

function bend(x: Tensor): Tensor {
  return x.square().mul_(CUBIC).add_(1).mul_(x).mul_(SCALE).tanh();
}

/** `x · Φ(x)`, where Φ is the normal distribution's cumulative function (Hendrycks & Gimpel, 2016). */
export function gelu(input: Input, options: GeluOptions = {}): Variable {
  const { approximate } = rules.readOptions("gelu", geluTable, options);
  return apply(approximate === "tanh" ? approximateGelu : exactGelu, [asVariable(input)]);
}

const geluTable = { approximate: rules.oneOf("none", "tanh").or("none") };

/** `gelu` as a layer. */
export class GELU extends layerOf(gelu, (options = {}) => {
  rules.readOptions("GELU", geluTable, options);
}) {}
