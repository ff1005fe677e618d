import { type Shape, zeros } from "@tinytorch/tensor";
import type { Operation } from "../operation.ts";
import { unbroadcast } from "../unbroadcast.ts";

// Operations that move elements without changing them: the gradient moves back.

/** Another shape; the gradient takes the first one back */
export const reshape: Operation<Shape> = {
  name: "reshape",
  forward: ([x], shape) => x.reshape(shape),
  backward: (g, step) => [g.reshape(step.shapeOf(0))],
};

/** The two dimensions swapped; swapping them again undoes it */
export const transpose: Operation<readonly [number, number]> = {
  name: "transpose",
  forward: ([x], [dim0, dim1]) => x.transpose(dim0, dim1),
  backward: (g, { attributes: [dim0, dim1] }) => [g.transpose(dim0, dim1)],
};

/** The dimensions in another order; the inverse order undoes it */
export const permute: Operation<readonly number[]> = {
  name: "permute",
  forward: ([x], dims) => x.permute(dims),
  backward(g, { attributes: dims }) {
    const inverse = new Array<number>(dims.length);
    for (const [to, from] of dims.entries()) inverse[from < 0 ? from + dims.length : from] = to;
    return [g.permute(inverse)];
  },
};

/** Repeated elements; their gradients add up */
export const expand: Operation<Shape> = {
  name: "expand",
  forward: ([x], shape) => x.expand(shape),
  backward: (g, step) => [unbroadcast(g, step.shapeOf(0))],
};

/** The arguments of `slice`. */
export interface SliceRange {
  readonly dim: number;
  readonly start: number;
  readonly end: number | undefined;
  readonly step: number;
}

/** Part of a dimension; the rest gets no gradient */
export const slice: Operation<SliceRange> = {
  name: "slice",
  forward: ([x], { dim, start, end, step }) => x.slice(dim, start, end, step),
  backward(g, step) {
    const { dim, start, end, step: stride } = step.attributes;
    const gradient = zeros(step.shapeOf(0), { dtype: g.dtype });
    gradient.slice(dim, start, end, stride).copy_(g);
    return [gradient];
  },
};

/** One position of a dimension */
export const select: Operation<{ readonly dim: number; readonly index: number }> = {
  name: "select",
  forward: ([x], { dim, index }) => x.select(dim, index),
  backward(g, step) {
    const gradient = zeros(step.shapeOf(0), { dtype: g.dtype });
    gradient.select(step.attributes.dim, step.attributes.index).copy_(g);
    return [gradient];
  },
};
