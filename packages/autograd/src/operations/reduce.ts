import {
  logSoftmax as logSoftmaxOf,
  logSumExp as logSumExpOf,
  type Shape,
  softmax as softmaxOf,
  type Tensor,
  variance as varianceOf,
  where,
  zeros,
} from "@tinytorch/tensor";
import { selectDims, sizeOf } from "@tinytorch/tensor/internal";
import { type BackwardContext, type Operation, unary } from "../operation.ts";

/** Which dimensions a reduction removes (all when left out), and whether they stay with size 1. */
export interface Reduction {
  readonly dim: number | readonly number[] | undefined;
  readonly keepdim: boolean;
}

/** A reduced tensor with its reduced dimensions back as size 1. */
function unreduced(reduced: Tensor, shape: Shape, { dim, keepdim }: Reduction): Tensor {
  if (keepdim) return reduced;
  const removed = selectDims("backward", dim, shape.length);
  return reduced.reshape(shape.map((length, d) => (removed[d] ? 1 : length)));
}

/** Every element of the sum gets the sum's gradient */
export const sum = unary("sum", {
  forward: (x, { dim, keepdim }: Reduction) => x.sum(dim, { keepdim }),
  gradient: (g, _, context) => {
    const shape = context.shapeOf(0);
    return unreduced(g, shape, context.attributes).broadcastTo(shape);
  },
});

/** Every one of n elements gets 1/n of the mean's gradient */
export const mean = unary("mean", {
  forward: (x, { dim, keepdim }: Reduction) => x.mean(dim, { keepdim }),
  gradient: (g, _, context) => {
    const shape = context.shapeOf(0);
    const count = sizeOf(shape) / g.size;
    return unreduced(g, shape, context.attributes).div(count).broadcastTo(shape);
  },
});

/** The arguments of `variance`. */
export interface Spread extends Reduction {
  readonly correction: number;
}

/** Every one of n elements gets 2(x − x̄)/(n − correction) of the variance's gradient */
export const variance = unary("var", {
  forward: (x, { dim, ...options }: Spread) => varianceOf(x, dim, options),
  keeps: "input",
  gradient: (g, x, { attributes }) => {
    const scale = 2 / (x.size / g.size - attributes.correction);
    const distances = x.sub(x.mean(attributes.dim, { keepdim: true }));
    return distances.mul_(unreduced(g.mul(scale), x.shape, attributes));
  },
});

/** Over one dimension, the first largest element gets the gradient; over several or all, equal ones share it */
export const max: Operation<Reduction> = unary("max", {
  forward: (x, { dim, keepdim }) => x.max(dim, { keepdim }),
  keeps: "both",
  gradient: (g, x, context) => toExtremes(g, context, (dim) => x.argmax(dim, { keepdim: true })),
});

/** As for max, with the smallest */
export const min: Operation<Reduction> = unary("min", {
  forward: (x, { dim, keepdim }) => x.min(dim, { keepdim }),
  keeps: "both",
  gradient: (g, x, context) => toExtremes(g, context, (dim) => x.neg().argmax(dim, { keepdim: true })),
});

function toExtremes(
  g: Tensor,
  { saved: [x, y], attributes }: BackwardContext<Reduction>,
  positions: (dim: number) => Tensor,
): Tensor {
  const { dim } = attributes;
  const gradient = unreduced(g, x.shape, attributes);
  if (typeof dim === "number") {
    return zeros(x.shape, { dtype: g.dtype }).scatterAdd_(dim, positions(dim), gradient);
  }
  const extremes = unreduced(y, x.shape, attributes);
  const unknown = extremes.ne(extremes);
  const isKnown = unknown.sum().item() === 0;
  const winners = isKnown || dim !== undefined ? x.eq(extremes) : x.ne(x);
  const shares = where(winners, gradient.div(winners.sum(dim, { keepdim: true }).reshape(gradient.shape)), 0);
  // Of all elements the NaNs share it; over several dimensions, as PyTorch has it, nobody knows whose it is.
  return isKnown || dim === undefined ? shares : where(unknown, Number.NaN, shares);
}

/** (log Σ eˣ)′ = eˣ / Σ eˣ */
export const logSumExp = unary("logSumExp", {
  forward: (x, { dim, keepdim }: Reduction) => logSumExpOf(x, dim, { keepdim }),
  keeps: "both",
  gradient: (g, x, { saved, attributes }) => {
    const total = unreduced(saved[1], x.shape, attributes);
    // Not e^(x − log Σ eˣ): the logarithm of large numbers is rounded too far. Where every element is −∞, none has a share.
    const nothing = total.eq(Number.NEGATIVE_INFINITY);
    const softmax = softmaxOver(x, attributes.dim);
    const shares = nothing.sum().item() === 0 ? softmax : where(nothing, 0, softmax);
    return shares.mul_(unreduced(g, x.shape, attributes));
  },
});

/** Softmax over one dimension, several or all. */
function softmaxOver(x: Tensor, dim: Reduction["dim"]): Tensor {
  if (typeof dim === "number") return softmaxOf(x, dim);
  const reduced = selectDims("backward", dim, x.ndim);
  const last = [...reduced.keys()].filter((d) => reduced[d]);
  const order = [...[...reduced.keys()].filter((d) => !reduced[d]), ...last];
  const rows = x.permute(order);
  const size = sizeOf(last.map((d) => x.shape[d]));
  const shares = softmaxOf(rows.reshape([x.size / Math.max(size, 1), size]), 1).reshape(rows.shape);
  return shares.permute(order.map((_, d) => order.indexOf(d)));
}

/** With y = softmax x: the gradient is y(g − Σ gy) along the dimension */
export const softmax = unary("softmax", {
  forward: (x, dim: number) => softmaxOf(x, dim),
  keeps: "output",
  gradient: (g, y, { attributes: dim }) => {
    const mean = g.mul(y).sum(dim, { keepdim: true });
    return g.sub(mean).mul_(y);
  },
});

/** With y = log softmax x: the gradient is g − eʸ Σ g along the dimension */
export const logSoftmax = unary("logSoftmax", {
  forward: (x, dim: number) => logSoftmaxOf(x, dim),
  keeps: "output",
  gradient: (g, y, { attributes: dim }) => g.sub(y.exp().mul_(g.sum(dim, { keepdim: true }))),
});
