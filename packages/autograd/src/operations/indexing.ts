import { cat as catOf, type Tensor, zeros } from "@tinytorch/tensor";
import { type Operation, unary } from "../operation.ts";

/** Slices by index; a slice used twice gets both gradients */
export const indexSelect = unary("indexSelect", {
  forward: (x, place: Parameters<Tensor["indexSelect"]>) => x.indexSelect(...place),
  gradient: (g, _, context) => zeros(context.shapeOf(0), { dtype: g.dtype }).indexAdd_(...context.attributes, g),
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
};

/** Elements added where the index says; each gets the gradient of the place it was added to */
export const scatterAdd: Operation<Picks> = {
  name: "scatterAdd",
  forward: ([x, source], { dim, index }) => x.scatterAdd(dim, index, source),
  save: (_inputs, _output, { index }) => [index],
  backward(g, context) {
    return [g, context.needs(1) ? g.gather(context.attributes.dim, context.saved[0]) : null];
  },
};

/** Tensors one after another; each gets its part of the gradient */
export const cat: Operation<number> = {
  name: "cat",
  forward: (inputs, dim) => catOf(inputs, dim),
  backward(g, context) {
    const dim = context.attributes;
    const parts: Tensor[] = [];
    for (let position = 0, input = 0; position < g.shape[dim]; input++) {
      const length = context.shapeOf(input)[dim];
      parts.push(g.slice(dim, position, position + length));
      position += length;
    }
    return parts;
  },
};
