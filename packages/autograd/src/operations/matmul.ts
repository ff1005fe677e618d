import { sizeOf } from "@tinytorch/tensor/internal";
import type { BackwardContext, Operation } from "../operation.ts";
import type { Algebra } from "../recorded.ts";
import { unbroadcast } from "../unbroadcast.ts";

/** (AB)′: the gradient is G·Bᵀ for A and Aᵀ·G for B */
export const matmul: Operation = {
  name: "matmul",
  forward: ([a, b]) => a.matmul(b),
  save: (inputs) => inputs,
  backward: factors,
  differentiable: factors,
};

function factors<T extends Algebra<T>>(g: T, context: BackwardContext<undefined, T>): (T | null)[] {
  const [a, b] = context.saved;
  // A vector is a row on the left and a column on the right; the dimension it lacks is missing from g too.
  const left = a.ndim === 1 ? a.unsqueeze(0) : a;
  const right = b.ndim === 1 ? b.unsqueeze(1) : b;
  const withRow = a.ndim === 1 ? g.unsqueeze(b.ndim === 1 ? 0 : -2) : g;
  const gradient = b.ndim === 1 ? withRow.unsqueeze(-1) : withRow;
  return [
    context.needs(0) ? unbroadcast(gradient.matmul(right.transpose(-1, -2)), left.shape).reshape(a.shape) : null,
    context.needs(1) ? unbroadcast(left.transpose(-1, -2).matmul(gradient), right.shape).reshape(b.shape) : null,
  ];
}

/** (xWᵀ + b)′: the gradient is G·W for x, Gᵀ·x for W, and the sum of G's rows for b */
export const linear: Operation = {
  name: "linear",
  forward([x, weight, bias]) {
    const product = asRows(x).matmul(weight.t());
    if (bias !== undefined) product.add_(bias);
    return x.ndim === 2 ? product : product.reshape([...x.shape.slice(0, -1), weight.shape[0]]);
  },
  save: ([x, weight]) => [x, weight],
  backward: parts,
  differentiable: parts,
};

function parts<T extends Algebra<T>>(g: T, context: BackwardContext<undefined, T>): (T | null)[] {
  const [x, weight] = context.saved;
  const rows = asRows(g);
  return [
    context.needs(0) ? rows.matmul(weight).reshape(x.shape) : null,
    context.needs(1) ? rows.t().matmul(asRows(x)) : null,
    context.needs(2) ? rows.sum(0) : null,
  ];
}

/** `[…, n]` as a matrix of rows of n. */
function asRows<T extends Algebra<T>>(x: T): T {
  return x.ndim === 2 ? x : x.reshape([sizeOf(x.shape.slice(0, -1)), x.shape[x.ndim - 1]]);
}
