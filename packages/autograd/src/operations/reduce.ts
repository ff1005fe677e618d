import {
  logSoftmax as logSoftmaxOf,
  logSumExp as logSumExpOf,
  type Shape,
  softmax as softmaxOf,
  type Tensor,
  where,
  zeros,
} from "@tinytorch/tensor";
import { selectDims, sizeOf } from "@tinytorch/tensor/internal";
import { type BackwardContext, type Operation, type RecordedContext, smooth, unary } from "../operation.ts";
import type { Algebra, Recorded } from "../recorded.ts";
import { scatterAdd } from "./indexing.ts";

/** Which dimensions a reduction removes (all when left out), and whether they stay with size 1. */
export interface Reduction {
  readonly dim: number | readonly number[] | undefined;
  readonly keepdim: boolean;
}

/** A reduced tensor with its reduced dimensions back as size 1. */
function unreduced<T extends Algebra<T>>(reduced: T, shape: Shape, { dim, keepdim }: Reduction): T {
  if (keepdim) return reduced;
  const removed = selectDims("backward", dim, shape.length);
  return reduced.reshape(shape.map((length, d) => (removed[d] ? 1 : length)));
}

/** Every element of the sum gets the sum's gradient */
export const sum = smooth("sum", {
  forward: (x, { dim, keepdim }: Reduction) => x.sum(dim, { keepdim }),
  rule: (g, _, context) => {
    const shape = context.shapeOf(0);
    return unreduced(g, shape, context.attributes).broadcastTo(shape);
  },
});

/** Every one of n elements gets 1/n of the mean's gradient */
export const mean = smooth("mean", {
  forward: (x, { dim, keepdim }: Reduction) => x.mean(dim, { keepdim }),
  rule: (g, _, context) => {
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
  forward: (x, { dim, ...options }: Spread) => x.var(dim, options),
  keeps: "input",
  gradient: (g, x, { attributes }) => {
    const scale = 2 / (x.size / g.size - attributes.correction);
    const distances = x.sub(x.mean(attributes.dim, { keepdim: true }));
    return distances.mul_(unreduced(g.mul(scale), x.shape, attributes));
  },
  differentiable: (g, x, { attributes }) => {
    const scale = 2 / (x.size / g.size - attributes.correction);
    const distances = x.sub(x.mean(attributes.dim, { keepdim: true }));
    return distances.mul(unreduced(g.mul(scale), x.shape, attributes));
  },
});

/** Over one dimension, the first largest element gets the gradient; over several or all, equal ones share it */
export const max: Operation<Reduction> = unary("max", {
  forward: (x, { dim, keepdim }) => x.max(dim, { keepdim }),
  keeps: "both",
  gradient: (g, _, context) => toExtremes(g, context, largest),
  differentiable: (g, _, context) => toExtremesAgain(g, context, largest),
});

/** As for max, with the smallest */
export const min: Operation<Reduction> = unary("min", {
  forward: (x, { dim, keepdim }) => x.min(dim, { keepdim }),
  keeps: "both",
  gradient: (g, _, context) => toExtremes(g, context, smallest),
  differentiable: (g, _, context) => toExtremesAgain(g, context, smallest),
});

type Positions = (x: Tensor, dim: number) => Tensor;

function largest(x: Tensor, dim: number): Tensor {
  return x.argmax(dim, { keepdim: true });
}

function smallest(x: Tensor, dim: number): Tensor {
  return x.argmin(dim, { keepdim: true });
}

function toExtremes(
  g: Tensor,
  { saved: [x, y], attributes }: BackwardContext<Reduction>,
  positions: Positions,
): Tensor {
  const { dim } = attributes;
  const gradient = unreduced(g, x.shape, attributes);
  if (typeof dim === "number") {
    return zeros(x.shape, { dtype: g.dtype }).scatterAdd_(dim, positions(x, dim), gradient);
  }
  const { winners, counts, unknown } = sharing(x, y, attributes);
  const shares = where(winners, gradient.div(counts), 0);
  return unknown === null ? shares : where(unknown, Number.NaN, shares);
}

/** The same of what is recorded: who won does not move with it. */
function toExtremesAgain(g: Recorded, context: RecordedContext<Reduction>, positions: Positions): Recorded {
  const { attributes, saved } = context;
  const [x, y] = [saved[0].data, saved[1].data];
  const gradient = unreduced(g, x.shape, attributes);
  const { dim } = attributes;
  if (typeof dim === "number") {
    return context.apply(scatterAdd, [gradient], { dim, index: positions(x, dim), shape: x.shape });
  }
  const { winners, counts, unknown } = sharing(x, y, attributes);
  const shares = gradient.div(counts).broadcastTo(x.shape).maskedFill(winners.eq(0), 0);
  return unknown === null ? shares : shares.maskedFill(unknown, Number.NaN);
}

/** Who shares a gradient over several dimensions or all, by how many each part is divided, and where nobody knows whose it is. */
function sharing(x: Tensor, y: Tensor, attributes: Reduction) {
  const { dim } = attributes;
  const extremes = unreduced(y, x.shape, attributes);
  const unknown = extremes.ne(extremes);
  const isKnown = unknown.sum().item() === 0;
  // Of all elements the NaNs share it; over several dimensions, as PyTorch has it, nobody knows whose it is.
  const winners = isKnown || dim !== undefined ? x.eq(extremes) : x.ne(x);
  return {
    winners,
    counts: winners.sum(dim, { keepdim: true }).reshape(extremes.shape),
    unknown: isKnown || dim === undefined ? null : unknown,
  };
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
  differentiable: (g, x, { saved, attributes }) => {
    const nothing = unreduced(saved[1].data, x.shape, attributes).eq(Number.NEGATIVE_INFINITY).broadcastTo(x.shape);
    const softmax = softmaxAgain(x, attributes.dim).maskedFill(nothing, 0);
    return softmax.mul(unreduced(g, x.shape, attributes));
  },
});

/** Softmax over one dimension, several or all. */
function softmaxOver(x: Tensor, dim: Reduction["dim"]): Tensor {
  return typeof dim === "number" ? softmaxOf(x, dim) : overRows(x, dim, (rows) => softmaxOf(rows, 1));
}

function softmaxAgain(x: Recorded, dim: Reduction["dim"]): Recorded {
  return typeof dim === "number" ? x.softmax(dim) : overRows(x, dim, (rows) => rows.softmax(1));
}

/** A function of each row of a matrix, with the given dimensions as its rows. */
function overRows<T extends Algebra<T>>(x: T, dim: Reduction["dim"], ofRows: (rows: T) => T): T {
  const reduced = selectDims("backward", dim, x.ndim);
  const last = [...reduced.keys()].filter((d) => reduced[d]);
  const order = [...[...reduced.keys()].filter((d) => !reduced[d]), ...last];
  const rows = x.permute(order);
  const size = sizeOf(last.map((d) => x.shape[d]));
  const shares = ofRows(rows.reshape([x.size / Math.max(size, 1), size])).reshape(rows.shape);
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
  differentiable: (g, y, { attributes: dim }) => g.sub(g.mul(y).sum(dim, { keepdim: true })).mul(y),
});

/** With y = log softmax x: the gradient is g − eʸ Σ g along the dimension */
export const logSoftmax = unary("logSoftmax", {
  forward: (x, dim: number) => logSoftmaxOf(x, dim),
  keeps: "output",
  gradient: (g, y, { attributes: dim }) => g.sub(y.exp().mul_(g.sum(dim, { keepdim: true }))),
  differentiable: (g, y, { attributes: dim }) => g.sub(y.exp().mul(g.sum(dim, { keepdim: true }))),
});
