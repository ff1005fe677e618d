import { arange, ones, type ReduceOptions, type Shape, type Tensor, where, zeros } from "@tinytorch/tensor";
import type { Operation } from "./operation.ts";

/** Over which dimensions: one, several, or (undefined) all. Negative ones count from the end. */
export type Dims = number | readonly number[] | undefined;

/**
 * A shape with the reduced dimensions kept at size 1: of [2, 3, 4] over 1 (or −2) [2, 1, 4], over all [1, 1, 1]. In this shape a
 * reduced tensor broadcasts against what it was reduced from, whether `keepdim` was asked for or not.
 */
function keptShape(shape: Shape, dim: Dims): Shape {
  // BEGIN SOLUTION
  // TODO: 1 for each reduced dimension, the size for each other one
  if (dim === undefined) return shape.map(() => 1);
  const reduced = [dim].flat().map((d) => (d < 0 ? d + shape.length : d));
  return shape.map((size, d) => (reduced.includes(d) ? 1 : size));
  // END SOLUTION
}

/** Every element gets the gradient of the sum it went into. Its shape is x's: give g x's shape by `keptShape` and `ones`. */
export const sum = (dim: Dims, options: ReduceOptions): Operation => ({
  name: "sum",
  reads: "shapes",
  forward: (x) => x.sum(dim, options),
  gradient(g, [x]) {
    // BEGIN SOLUTION
    // TODO: g, repeated to x's shape
    return [ones(x.shape).mul(g.reshape(keptShape(x.shape, dim)))];
    // END SOLUTION
  },
});

/** Every one of n elements gets 1/n of the gradient of the mean it went into; n is the number of elements in one mean. */
export const mean = (dim: Dims, options: ReduceOptions): Operation => ({
  name: "mean",
  reads: "shapes",
  forward: (x) => x.mean(dim, options),
  gradient(g, [x]) {
    // BEGIN SOLUTION
    // TODO: g/n, repeated to x's shape
    const share = g.div(x.size / g.size);
    return [ones(x.shape).mul(share.reshape(keptShape(x.shape, dim)))];
    // END SOLUTION
  },
});

/**
 * The largest element gets the gradient, the others 0. When several are equally large it depends, as in PyTorch: over one
 * dimension (a number) the first of them gets all; over several or all, each gets an equal part.
 * `x.argmax(dim)` is the position of the first, and `arange(n)` the positions there are.
 */
export const max = (dim: Dims, options: ReduceOptions): Operation => ({
  name: "max",
  reads: "inputs",
  forward: (x) => x.max(dim, options),
  gradient(g, [x]) {
    // BEGIN SOLUTION
    // TODO: g at the largest, by the rule for equals
    const arriving = g.reshape(keptShape(x.shape, dim));
    if (typeof dim === "number" && x.ndim > 0) {
      return [where(firstLargest(x, dim), arriving, zeros(x.shape, { dtype: g.dtype }))];
    }
    const isLargest = x.eq(x.max(dim, { keepdim: true }));
    const share = arriving.div(isLargest.sum(dim, { keepdim: true }));
    return [where(isLargest, share, zeros(x.shape, { dtype: g.dtype }))];
    // END SOLUTION
  },
});

/** A truth value for each element of x: is it the first of the largest ones along the dimension? */
function firstLargest(x: Tensor, dim: number): Tensor {
  // BEGIN SOLUTION
  // TODO: compare the positions along dim with x.argmax(dim)
  const d = dim < 0 ? dim + x.ndim : dim;
  const positions = arange(x.shape[d]).reshape(x.shape.map((size, other) => (other === d ? size : 1)));
  return positions.eq(x.argmax(d, { keepdim: true }));
  // END SOLUTION
}
