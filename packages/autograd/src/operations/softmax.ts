import { logSoftmax as logSoftmaxOf, softmax as softmaxOf } from "@tinytorch/tensor";
import type { Operation } from "../operation.ts";

/** With y = softmax x: the gradient is y(g − Σ gy) along the dimension */
export const softmax: Operation<number> = {
  name: "softmax",
  forward: ([x], dim) => softmaxOf(x, dim),
  save: (_, y) => [y],
  backward(g, { saved: [y], attributes: dim }) {
    const weighted = g.mul(y);
    return [weighted.sub(y.mul(weighted.sum(dim, { keepdim: true })))];
  },
};

/** With y = log softmax x: the gradient is g − eʸ Σ g along the dimension */
export const logSoftmax: Operation<number> = {
  name: "logSoftmax",
  forward: ([x], dim) => logSoftmaxOf(x, dim),
  save: (_, y) => [y],
  backward: (g, { saved: [y], attributes: dim }) => [g.sub(y.exp().mul_(g.sum(dim, { keepdim: true })))],
};
