import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { tensorOf } from "./tensor-of.ts";

/** The class that each row of scores [N, C] speaks for, N numbers: the place of its largest score, of equal ones the first. */
export function predictedClasses(logits: Tensor | Variable): number[] {
  const scores = tensorOf(logits);
  // BEGIN SOLUTION
  // TODO: find the place of the largest score in each row of scores
  return [...scores.argmax(1).data];
  // END SOLUTION
}
