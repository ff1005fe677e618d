import { cat as catOf, type Shape, type Tensor, zeros } from "@tinytorch/tensor";
import { type BackwardContext, type Operation, smooth, unary } from "../operation.ts";
import type { Algebra } from "../recorded.ts";

/** Slices by index; a slice used twice gets both gradients */
export const indexSelect = unary("indexSelect", {
  forward: (x, place: Parameters<Tensor["indexSelect"]>) => x.indexSelect(...place),
  gradient: (g, _, context) => zeros(context.shapeOf(0), { dtype: g.dtype }).indexAdd_(...context.attributes, g),
  differentiable: (g, _, context) =>
    context.apply(indexAdd, [g], { place: context.attributes, shape: context.shapeOf(0) }),
});

/** Slices added up in a tensor of zeros, where `indexSelect` found them; each gradient is found there again */
const indexAdd = smooth("indexAdd", {
  forward: (x, { place, shape }: { place: Parameters<Tensor["indexSelect"]>; shape: Shape }) =>
    zeros(shape, { dtype: x.dtype }).indexAdd_(...place, x),
  rule: (g, _, { attributes: { place } }) => g.indexSelect(...place),
});

/** The arguments of `gather`. */
export interface Picks {
  readonly dim: number;
  readonly index: Tensor;
}

/** Elements by index; an element used twice gets both gradients */
export const gather: Operation<Picks> = {
  name: "gather",
  forward: ([x], { dim, index }) => x.gather(dim, index),
  save: (_inputs, _output, { index }) => [index],
  backward(g, context) {
    const [index] = context.saved;
    return [zeros(context.shapeOf(0), { dtype: g.dtype }).scatterAdd_(context.attributes.dim, index, g)];
  },
  differentiable: (g, context) => [
    context.apply(scatterAdd, [g], { ...context.attributes, shape: context.shapeOf(0) }),
  ],
};

/** Elements added up in a tensor of zeros, where `gather` found them; each gradient is found there again */
export const scatterAdd: Operation<Picks & { readonly shape: Shape }> = {
  name: "scatterAdd",
  forward: ([x], { dim, index, shape }) => zeros(shape, { dtype: x.dtype }).scatterAdd_(dim, index, x),
  save: (_inputs, _output, { index }) => [index],
  backward: (g, { attributes: { dim }, saved: [index] }) => [g.gather(dim, index)],
  differentiable: (g, { attributes: { dim, index } }) => [g.gather(dim, index)],
};

/** Tensors one after another; each gets its part of the gradient */
export const cat: Operation<number> = {
  name: "cat",
  forward: (inputs, dim) => catOf(inputs, dim),
  backward: parts,
  differentiable: parts,
};

function parts<T extends Algebra<T>>(g: T, context: BackwardContext<number, T>): T[] {
  const dim = context.attributes;
  const found: T[] = [];
  for (let position = 0, input = 0; position < g.shape[dim]; input++) {
    const length = context.shapeOf(input)[dim];
    found.push(g.slice(dim, position, position + length));
    position += length;
  }
  return found;
}
