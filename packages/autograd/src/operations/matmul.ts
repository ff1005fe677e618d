import type { Operation } from "../operation.ts";
import { unbroadcast } from "../unbroadcast.ts";

/** (AB)′: the gradient is G·Bᵀ for A and Aᵀ·G for B */
export const matmul: Operation = {
  name: "matmul",
  forward: ([a, b]) => a.matmul(b),
  save: ([a, b]) => [a, b],
  backward(g, step) {
    const [a, b] = step.saved;
    // A vector is a row on the left and a column on the right; the dimension it lacks is missing from g too.
    const left = a.ndim === 1 ? a.unsqueeze(0) : a;
    const right = b.ndim === 1 ? b.unsqueeze(1) : b;
    const withRow = a.ndim === 1 ? g.unsqueeze(b.ndim === 1 ? 0 : -2) : g;
    const gradient = b.ndim === 1 ? withRow.unsqueeze(-1) : withRow;
    return [
      step.needs(0)
        ? unbroadcast(gradient.matmul(right.transpose(-1, -2)), left.shape).reshape(a.shape)
        : null,
      step.needs(1)
        ? unbroadcast(left.transpose(-1, -2).matmul(gradient), right.shape).reshape(b.shape)
        : null,
    ];
  },
};
