import { where } from "@tinytorch/tensor";
import type { Operation } from "../operation.ts";

// Functions of each element, each beside its derivative. g is the gradient that arrives, y = f(x) the output.

/** (−x)′ = −1 */
export const neg: Operation = {
  name: "neg",
  forward: ([x]) => x.neg(),
  backward: (g) => [g.neg()],
};

/** (eˣ)′ = eˣ */
export const exp: Operation = {
  name: "exp",
  forward: ([x]) => x.exp(),
  save: (_, y) => [y],
  backward: (g, { saved: [y] }) => [g.mul(y)],
};

/** (eˣ − 1)′ = eˣ */
export const expm1: Operation = {
  name: "expm1",
  forward: ([x]) => x.expm1(),
  save: (_, y) => [y],
  backward: (g, { saved: [y] }) => [g.mul(y.add(1))],
};

/** (log x)′ = 1/x */
export const log: Operation = {
  name: "log",
  forward: ([x]) => x.log(),
  save: ([x]) => [x],
  backward: (g, { saved: [x] }) => [g.div(x)],
};

/** (log(1 + x))′ = 1/(1 + x) */
export const log1p: Operation = {
  name: "log1p",
  forward: ([x]) => x.log1p(),
  save: ([x]) => [x],
  backward: (g, { saved: [x] }) => [g.div(x.add(1))],
};

/** (√x)′ = 1/(2√x) */
export const sqrt: Operation = {
  name: "sqrt",
  forward: ([x]) => x.sqrt(),
  save: (_, y) => [y],
  backward: (g, { saved: [y] }) => [g.div(y.mul(2))],
};

/** |x|′ = sign x, which is 0 at 0 */
export const abs: Operation = {
  name: "abs",
  forward: ([x]) => x.abs(),
  save: ([x]) => [x],
  backward: (g, { saved: [x] }) => [g.mul(x.sign())],
};

/** sin′ = cos */
export const sin: Operation = {
  name: "sin",
  forward: ([x]) => x.sin(),
  save: ([x]) => [x],
  backward: (g, { saved: [x] }) => [g.mul(x.cos())],
};

/** cos′ = −sin */
export const cos: Operation = {
  name: "cos",
  forward: ([x]) => x.cos(),
  save: ([x]) => [x],
  backward: (g, { saved: [x] }) => [g.mul(x.sin()).neg_()],
};

/** tanh′ = 1 − tanh² */
export const tanh: Operation = {
  name: "tanh",
  forward: ([x]) => x.tanh(),
  save: (_, y) => [y],
  backward: (g, { saved: [y] }) => [g.mul(y.square().neg_().add_(1))],
};

/** max(x, 0)′ = 1 where x > 0, and 0 at 0 */
export const relu: Operation = {
  name: "relu",
  forward: ([x]) => x.relu(),
  save: (_, y) => [y],
  backward: (g, { saved: [y] }) => [where(y.gt(0), g, 0)],
};

/** σ′ = σ(1 − σ) */
export const sigmoid: Operation = {
  name: "sigmoid",
  forward: ([x]) => x.sigmoid(),
  save: (_, y) => [y],
  backward: (g, { saved: [y] }) => [g.mul(y.neg().add_(1).mul_(y))],
};

/** erf′ = 2/√π · e^(−x²) */
export const erf: Operation = {
  name: "erf",
  forward: ([x]) => x.erf(),
  save: ([x]) => [x],
  backward: (g, { saved: [x] }) => [
    x
      .square()
      .neg_()
      .exp()
      .mul_(g)
      .mul_(2 / Math.sqrt(Math.PI)),
  ],
};

/** (x²)′ = 2x */
export const square: Operation = {
  name: "square",
  forward: ([x]) => x.square(),
  save: ([x]) => [x],
  backward: (g, { saved: [x] }) => [g.mul(x).mul_(2)],
};

/** (1/x)′ = −1/x² */
export const reciprocal: Operation = {
  name: "reciprocal",
  forward: ([x]) => x.reciprocal(),
  save: (_, y) => [y],
  backward: (g, { saved: [y] }) => [g.mul(y.square()).neg_()],
};
