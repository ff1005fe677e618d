import {
  logSumExp as logSumExpOf,
  type Shape,
  selectDims,
  sizeOf,
  type Tensor,
  variance as varianceOf,
  where,
  zeros,
} from "@tinytorch/tensor";
import type { Operation, Step } from "../operation.ts";

/** Which dimensions a reduction folds (all when left out), and whether they stay with size 1. */
export interface Reduction {
  readonly dim: number | readonly number[] | undefined;
  readonly keepdim: boolean;
}

/** A reduced tensor with its reduced dimensions back as size 1. */
function unreduced(reduced: Tensor, shape: Shape, { dim, keepdim }: Reduction): Tensor {
  if (keepdim) return reduced;
  const folded = selectDims("backward", dim, shape.length);
  return reduced.reshape(shape.map((length, d) => (folded[d] ? 1 : length)));
}

/** Every element of the sum gets the sum's gradient */
export const sum: Operation<Reduction> = {
  name: "sum",
  forward: ([x], { dim, keepdim }) => x.sum(dim, { keepdim }),
  backward: (g, step) => [unreduced(g, step.shapeOf(0), step.attributes).broadcastTo(step.shapeOf(0))],
};

/** Every one of n elements gets 1/n of the mean's gradient */
export const mean: Operation<Reduction> = {
  name: "mean",
  forward: ([x], { dim, keepdim }) => x.mean(dim, { keepdim }),
  backward(g, step) {
    const shape = step.shapeOf(0);
    const count = sizeOf(shape) / g.size;
    return [unreduced(g, shape, step.attributes).div(count).broadcastTo(shape)];
  },
};

/** The arguments of `variance`. */
export interface Spread extends Reduction {
  readonly correction: number;
}

/** Every one of n elements gets 2(x − x̄)/(n − correction) of the variance's gradient */
export const variance: Operation<Spread> = {
  name: "var",
  forward: ([x], { dim, keepdim, correction }) => varianceOf(x, dim, { keepdim, correction }),
  save: ([x]) => [x],
  backward(g, step) {
    const { saved, attributes } = step;
    const [x] = saved;
    const scale = 2 / (x.size / g.size - attributes.correction);
    const distances = x.sub(x.mean(attributes.dim, { keepdim: true }));
    return [distances.mul_(unreduced(g, x.shape, attributes)).mul_(scale)];
  },
};

/** Over one dimension, the first largest element gets the gradient; over several or all, equal ones share it */
export const max: Operation<Reduction> = {
  name: "max",
  forward: ([x], { dim, keepdim }) => x.max(dim, { keepdim }),
  save: ([x], y) => [x, y],
  backward: (g, step) => [toExtremes(g, step, (x, dim) => x.argmax(dim, { keepdim: true }))],
};

/** As for max, with the smallest */
export const min: Operation<Reduction> = {
  name: "min",
  forward: ([x], { dim, keepdim }) => x.min(dim, { keepdim }),
  save: ([x], y) => [x, y],
  backward: (g, step) => [toExtremes(g, step, (x, dim) => x.neg().argmax(dim, { keepdim: true }))],
};

function toExtremes(g: Tensor, step: Step<Reduction>, position: (x: Tensor, dim: number) => Tensor): Tensor {
  const [x, y] = step.saved;
  const { dim } = step.attributes;
  const gradient = unreduced(g, x.shape, step.attributes);
  if (typeof dim === "number") {
    return zeros(x.shape, { dtype: g.dtype }).scatterAdd_(resolve(dim, x), position(x, dim), gradient);
  }
  const winners = x.eq(unreduced(y, x.shape, step.attributes));
  return winners.mul(gradient.div(winners.sum(dim, { keepdim: true }).reshape(gradient.shape)));
}

function resolve(dim: number, x: Tensor): number {
  return dim < 0 ? dim + x.ndim : dim;
}

/** (log Σ eˣ)′ = eˣ / Σ eˣ */
export const logSumExp: Operation<Reduction> = {
  name: "logSumExp",
  forward: ([x], { dim, keepdim }) => logSumExpOf(x, dim, { keepdim }),
  save: ([x], y) => [x, y],
  backward(g, step) {
    const [x, y] = step.saved;
    const total = unreduced(y, x.shape, step.attributes);
    // Where every element is −∞ so is the total, and −∞ − −∞ would be NaN.
    const shares = x.sub(where(total.eq(Number.NEGATIVE_INFINITY), 0, total)).exp();
    return [shares.mul_(unreduced(g, x.shape, step.attributes))];
  },
};
