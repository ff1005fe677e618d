import {
  cumsum as cumsumOf,
  flip as flipOf,
  pad as padOf,
  type Shape,
  type Tensor,
  tril as trilOf,
  triu as triuOf,
  where,
  zeros,
} from "@tinytorch/tensor";
import { unpad } from "@tinytorch/tensor/internal";
import { type Operation, unary } from "../operation.ts";
import { unbroadcast } from "../unbroadcast.ts";

// Operations that move elements without changing them: the gradient moves back. (And sums up to each element.)

/** Another shape; the gradient takes the first one back */
export const reshape = unary("reshape", {
  forward: (x, shape: Shape) => x.reshape(shape),
  gradient: (g, _, context) => g.reshape(context.shapeOf(0)),
});

/** The two dimensions swapped; swapping them again undoes it */
export const transpose = unary("transpose", {
  forward: (x, [a, b]: readonly [number, number]) => x.transpose(a, b),
  gradient: (g, _, { attributes: [a, b] }) => g.transpose(a, b),
});

/** The dimensions in another order; the inverse order undoes it */
export const permute = unary("permute", {
  forward: (x, dims: readonly number[]) => x.permute(dims),
  gradient: (g, _, { attributes: dims }) => {
    const inverse = new Array<number>(dims.length);
    for (const [to, from] of dims.entries()) inverse[from < 0 ? from + dims.length : from] = to;
    return g.permute(inverse);
  },
});

/** Repeated elements; their gradients add up */
export const expand = unary("expand", {
  forward: (x, shape: Shape) => x.expand(shape),
  gradient: (g, _, context) => unbroadcast(g, context.shapeOf(0)),
});

/** Part of a dimension; the rest gets no gradient */
export const slice = part("slice", (x, range: Parameters<Tensor["slice"]>) => x.slice(...range));

/** One position of a dimension */
export const select = part("select", (x, place: Parameters<Tensor["select"]>) => x.select(...place));

/** A view of some elements; the others get no gradient */
function part<Attributes>(name: string, view: (x: Tensor, attributes: Attributes) => Tensor): Operation<Attributes> {
  return unary(name, {
    forward: view,
    gradient(g, _, context) {
      const gradient = zeros(context.shapeOf(0), { dtype: g.dtype });
      view(gradient, context.attributes).copy_(g);
      return gradient;
    },
  });
}

/** Sums up to each element; an element counts in every later sum, so the gradient is summed from the end */
export const cumsum = unary("cumsum", {
  forward: (x, dim: number) => cumsumOf(x, dim),
  gradient: (g, _, { attributes: dim }) => flipOf(cumsumOf(flipOf(g, dim), dim), dim),
});

/** Reversed dimensions; reversing them again undoes it */
export const flip = unary("flip", {
  forward: (x, dims: number | readonly number[]) => flipOf(x, dims),
  gradient: (g, _, context) => flipOf(g, context.attributes),
});

/** A margin around a tensor; its gradient leads nowhere */
export const pad = unary("pad", {
  forward: (x, [widths, value]: readonly [readonly number[], number]) => padOf(x, widths, value),
  gradient: (g, _, { attributes: [widths] }) => unpad(g, widths),
});

/** The lower triangle; the rest gets no gradient */
export const tril = unary("tril", {
  forward: (x, diagonal: number) => trilOf(x, diagonal),
  gradient: (g, _, context) => trilOf(g, context.attributes),
});

/** The upper triangle; the rest gets no gradient */
export const triu = unary("triu", {
  forward: (x, diagonal: number) => triuOf(x, diagonal),
  gradient: (g, _, context) => triuOf(g, context.attributes),
});

/** The arguments of `maskedFill`. */
export interface Filling {
  readonly mask: Tensor;
  readonly value: number;
}

/** A constant where the mask holds, which takes no gradient */
export const maskedFill: Operation<Filling> = {
  name: "maskedFill",
  forward: ([x], { mask, value }) => where(mask.broadcastTo(x.shape), value, x),
  save: (_inputs, _output, { mask }) => [mask],
  backward: (g, { saved: [mask] }) => [where(mask, 0, g)],
};
