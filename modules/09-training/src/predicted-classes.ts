import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { tensorOf } from "./tensor-of.ts";

/** The class that each row of scores [N, C] speaks for, N numbers: the place of its largest score, of equal ones the first. */
export function predictedClasses(logits: Tensor | Variable): number[] {
  const scores = tensorOf(logits);
  throw new Error("TODO(09-training): find the place of the largest score in each row of scores");
}
