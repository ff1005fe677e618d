import { apply, asVariable, type Operation, type Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { type Input, Module } from "../module.ts";

/** Options of `gelu`. */
export interface GeluOptions {
  /** "none" for the formula itself (default), "tanh" for its usual approximation. */
  approximate?: "none" | "tanh";
}

/** (xΦ)′ = Φ + xφ, with Φ(x) = (1 + erf(x/√2)) / 2 and φ(x) = e^(−x²/2) / √(2π) */
const exact: Operation = {
  name: "gelu",
  forward: ([x]) => cumulative(x).mul_(x),
  save: ([x]) => [x],
  backward(g, { saved: [x] }) {
    const density = x
      .square()
      .div_(-2)
      .exp()
      .div_(Math.sqrt(2 * Math.PI));
    return [density.mul_(x).add_(cumulative(x)).mul_(g)];
  },
};

function cumulative(x: Tensor): Tensor {
  return x.mul(Math.SQRT1_2).erf().add_(1).div_(2);
}

const SCALE = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** With t = tanh(√(2/π)(x + 0.044715x³)): (x(1 + t)/2)′ = (1 + t)/2 + x(1 − t²)/2 · √(2/π)(1 + 3·0.044715x²) */
const approximated: Operation = {
  name: "gelu",
  forward: ([x]) => bend(x).add_(1).mul_(x).div_(2),
  save: ([x]) => [x],
  backward(g, { saved: [x] }) {
    const t = bend(x);
    const slope = x
      .square()
      .mul_(3 * CUBIC)
      .add_(1)
      .mul_(SCALE);
    const moving = t.square().neg_().add_(1).mul_(slope).mul_(x);
    return [moving.add_(t).add_(1).div_(2).mul_(g)];
  },
};

function bend(x: Tensor): Tensor {
  return x.square().mul_(CUBIC).add_(1).mul_(x).mul_(SCALE).tanh();
}

/** `x · Φ(x)`, where Φ is the normal distribution's cumulative function (Hendrycks & Gimpel, 2016). */
export function gelu(input: Input, { approximate = "none" }: GeluOptions = {}): Variable {
  return apply(approximate === "tanh" ? approximated : exact, [asVariable(input)]);
}

/** `gelu` as a layer. */
export class GELU extends Module {
  readonly #options: GeluOptions;

  constructor(options: GeluOptions = {}) {
    super();
    this.#options = options;
  }

  override forward(input: Input): Variable {
    return gelu(input, this.#options);
  }
}
