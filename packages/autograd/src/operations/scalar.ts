import { where } from "@tinytorch/tensor";
import type { Operation } from "../operation.ts";

// Arithmetic with a plain number k, which needs no gradient.

/** (x + k)′ = 1 */
export const shift: Operation<number> = {
  name: "add",
  forward: ([x], k) => x.add(k),
  backward: (g) => [g],
};

/** (kx)′ = k */
export const scale: Operation<number> = {
  name: "mul",
  forward: ([x], k) => x.mul(k),
  backward: (g, { attributes: k }) => [g.mul(k)],
};

/** (x/k)′ = 1/k */
export const divideBy: Operation<number> = {
  name: "div",
  forward: ([x], k) => x.div(k),
  backward: (g, { attributes: k }) => [g.div(k)],
};

/** (xᵏ)′ = k xᵏ⁻¹; x⁰ is constant even where 0⁻¹ is not finite */
export const power: Operation<number> = {
  name: "pow",
  forward: ([x], k) => x.pow(k),
  save: ([x]) => [x],
  backward: (g, { saved: [x], attributes: k }) => [k === 0 ? g.mul(0) : g.mul(x.pow(k - 1)).mul_(k)],
};

/** The bounds of `clamp`. */
export interface Bounds {
  min?: number;
  max?: number;
}

/** 1 inside the bounds and on them, 0 outside */
export const clamp: Operation<Bounds> = {
  name: "clamp",
  forward: ([x], bounds) => x.clamp(bounds),
  save: ([x]) => [x],
  backward: (
    g,
    { saved: [x], attributes: { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } },
  ) => [where(x.ge(min).mul_(x.le(max)), g, 0)],
};
