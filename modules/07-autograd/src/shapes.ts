import type { Shape } from "@tinytorch/tensor";
import type { Operation } from "./operation.ts";

/** The same elements in another shape: the gradient goes back into the first one. */
export const reshape = (shape: Shape): Operation => ({
  name: "reshape",
  reads: "shapes",
  forward: (x) => x.reshape(shape),
  gradient(g, [x]) {
    throw new Error("TODO(07-autograd): g in x's shape");
  },
});

/** Two dimensions swapped: swapping them again undoes it. */
export const transpose = (dim0: number, dim1: number): Operation => ({
  name: "transpose",
  reads: "shapes",
  forward: (x) => x.transpose(dim0, dim1),
  gradient(g) {
    throw new Error("TODO(07-autograd): g with the same dimensions swapped back");
  },
});
