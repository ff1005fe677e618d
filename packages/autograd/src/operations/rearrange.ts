import {
  cumsum as cumsumOf,
  flip as flipOf,
  pad as padOf,
  type Tensor,
  tril as trilOf,
  triu as triuOf,
  unpad,
  where,
} from "@tinytorch/tensor";
import type { Operation } from "../operation.ts";

/** Sums up to each element; an element counts in every later sum, so the gradient is summed from the end */
export const cumsum: Operation<number> = {
  name: "cumsum",
  forward: ([x], dim) => cumsumOf(x, dim),
  backward: (g, { attributes: dim }) => [flipOf(cumsumOf(flipOf(g, dim), dim), dim)],
};

/** Reversed dimensions; reversing them again undoes it */
export const flip: Operation<number | readonly number[]> = {
  name: "flip",
  forward: ([x], dims) => flipOf(x, dims),
  backward: (g, { attributes: dims }) => [flipOf(g, dims)],
};

/** The arguments of `pad`. */
export interface Margin {
  readonly widths: readonly number[];
  readonly value: number;
}

/** A margin around a tensor; its gradient leads nowhere */
export const pad: Operation<Margin> = {
  name: "pad",
  forward: ([x], { widths, value }) => padOf(x, widths, value),
  backward: (g, { attributes: { widths } }) => [unpad(g, widths)],
};

/** The lower triangle; the rest gets no gradient */
export const tril: Operation<number> = {
  name: "tril",
  forward: ([x], diagonal) => trilOf(x, diagonal),
  backward: (g, { attributes: diagonal }) => [trilOf(g, diagonal)],
};

/** The upper triangle; the rest gets no gradient */
export const triu: Operation<number> = {
  name: "triu",
  forward: ([x], diagonal) => triuOf(x, diagonal),
  backward: (g, { attributes: diagonal }) => [triuOf(g, diagonal)],
};

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
