import {
  cumsum as cumsumOf,
  type DType,
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
import { type Operation, smooth, unary } from "../operation.ts";
import type { Algebra } from "../recorded.ts";
import { unbroadcast } from "../unbroadcast.ts";

// Operations that move elements without changing them: the gradient moves back. (And sums up to each element.)

/** Another shape; the gradient takes the first one back */
export const reshape = smooth("reshape", {
  forward: (x, shape: Shape) => x.reshape(shape),
  rule: (g, _, context) => g.reshape(context.shapeOf(0)),
});

/** The two dimensions swapped; swapping them again undoes it */
export const transpose = smooth("transpose", {
  forward: (x, [a, b]: readonly [number, number]) => x.transpose(a, b),
  rule: (g, _, { attributes: [a, b] }) => g.transpose(a, b),
});

/** The dimensions in another order; the inverse order undoes it */
export const permute = smooth("permute", {
  forward: (x, dims: readonly number[]) => x.permute(dims),
  rule: (g, _, { attributes: dims }) => {
    const inverse = new Array<number>(dims.length);
    for (const [to, from] of dims.entries()) inverse[from < 0 ? from + dims.length : from] = to;
    return g.permute(inverse);
  },
});

/** Repeated elements; their gradients add up */
export const expand = smooth("expand", {
  forward: (x, shape: Shape) => x.expand(shape),
  rule: (g, _, context) => unbroadcast(g, context.shapeOf(0)),
});

/** Part of a dimension; the rest gets no gradient */
export const slice = part("slice", <T extends Algebra<T>>(x: T, range: Parameters<Tensor["slice"]>) =>
  x.slice(...range),
);

/** One position of a dimension */
export const select = part("select", <T extends Algebra<T>>(x: T, place: Parameters<Tensor["select"]>) =>
  x.select(...place),
);

/** A view of some elements; the others get no gradient */
function part<Attributes>(
  name: string,
  view: <T extends Algebra<T>>(x: T, attributes: Attributes) => T,
): Operation<Attributes> {
  const put = (x: Tensor, shape: Shape, attributes: Attributes) => {
    const whole = zeros(shape, { dtype: x.dtype });
    view(whole, attributes).copy_(x);
    return whole;
  };
  const back = smooth(`${name} put back`, {
    forward: (x, { shape, attributes }: { shape: Shape; attributes: Attributes }) => put(x, shape, attributes),
    rule: (g, _, context) => view(g, context.attributes.attributes),
  });
  return unary(name, {
    forward: (x, attributes: Attributes) => view(x, attributes),
    gradient: (g, _, context) => put(g, context.shapeOf(0), context.attributes),
    differentiable: (g, _, context) =>
      context.apply(back, [g], { shape: context.shapeOf(0), attributes: context.attributes }),
  });
}

/** Sums up to each element; an element counts in every later sum, so the gradient is summed from the end */
export const cumsum = unary("cumsum", {
  forward: (x, dim: number) => cumsumOf(x, dim),
  gradient: (g, _, { attributes: dim }) => flipOf(cumsumOf(flipOf(g, dim), dim), dim),
  differentiable: (g, _, { attributes: dim }) => g.flip(dim).cumsum(dim).flip(dim),
});

/** Reversed dimensions; reversing them again undoes it */
export const flip = unary("flip", {
  forward: (x, dims: number | readonly number[]) => flipOf(x, dims),
  gradient: (g, _, context) => flipOf(g, context.attributes),
  differentiable: (g, _, context) => g.flip(context.attributes),
});

/** A margin around a tensor; its gradient leads nowhere */
export const pad = unary("pad", {
  forward: (x, [widths, value]: readonly [readonly number[], number]) => padOf(x, widths, value),
  gradient: (g, _, { attributes: [widths] }) => unpad(g, widths),
  differentiable(g, _, context) {
    const [widths] = context.attributes;
    const before = (d: number) => widths[2 * (g.ndim - 1 - d)] ?? 0;
    return context.shapeOf(0).reduce((inside, length, d) => inside.slice(d, before(d), before(d) + length), g);
  },
});

/** The lower triangle; the rest gets no gradient */
export const tril = unary("tril", {
  forward: (x, diagonal: number) => trilOf(x, diagonal),
  gradient: (g, _, context) => trilOf(g, context.attributes),
  differentiable: (g, _, context) => g.tril(context.attributes),
});

/** The upper triangle; the rest gets no gradient */
export const triu = unary("triu", {
  forward: (x, diagonal: number) => triuOf(x, diagonal),
  gradient: (g, _, context) => triuOf(g, context.attributes),
  differentiable: (g, _, context) => g.triu(context.attributes),
});

/** The arguments of `maskedFill`. */
export interface Filling {
  readonly mask: Tensor;
  readonly value: number;
}

/** A constant where the mask holds, which takes no gradient */
export const maskedFill: Operation<Filling> = {
  name: "maskedFill",
  forward: ([x], { mask, value }) => x.maskedFill(mask, value),
  save: (_inputs, _output, { mask }) => [mask],
  backward: (g, { saved: [mask] }) => [where(mask, 0, g)],
  differentiable: (g, { attributes: { mask } }) => [g.maskedFill(mask, 0)],
};

/** The arguments of `copy`. */
export interface Conversion {
  readonly from: DType;
  readonly to: DType;
}

/** The same elements in a tensor of its own, of another type perhaps; the gradient goes back into theirs */
export const copy: Operation<Conversion> = unary("copy", {
  forward: (x, { to }: Conversion) => (x.dtype === to ? x.clone() : x.to(to)),
  gradient: (g, _, { attributes: { from } }) => g.to(from),
  differentiable: (g, _, { attributes: { from }, apply }) =>
    g.dtype === from ? g : apply(copy, [g], { from: g.dtype, to: from }),
});
