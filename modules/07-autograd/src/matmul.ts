import type { Operation } from "./operation.ts";

/**
 * (AB)′: with Y = AB, the gradient is G·Bᵀ for A and Aᵀ·G for B. The shapes leave no other choice: from A [m, k] and B [k, n]
 * comes G [m, n], and G·Bᵀ is [m, n]·[n, k].
 *
 * Leading dimensions are batches and broadcast: A [2, 5, m, k] with B [k, n] is fine, and backward sums the gradient for B
 * over the batches. Transpose the last two dimensions alone.
 *
 * A vector on the left is a row [1, k], one on the right a column [k, 1], whose dimension is missing from Y. Give A, B and G
 * that dimension of size 1 by `reshape`, and take it from the gradient again at the end.
 */
export const matmul: Operation = {
  name: "matmul",
  reads: "inputs",
  forward: (a, b) => a.matmul(b),
  gradient(g, [a, b]) {
    throw new Error("TODO(07-autograd): G·Bᵀ and Aᵀ·G, with vectors as rows and columns");
  },
};
