import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { predictedClasses } from "./predicted-classes.ts";
import { type Classes, readClasses } from "./read-classes.ts";

/**
 * What was taken for what: `matrix[right][predicted]` is how many rows of class `right` were predicted as `predicted`. What is
 * right stands on the diagonal; a row of the matrix adds up to the samples of its class.
 *
 * @param logits scores [N, C].
 * @param count C, the number of classes: that many rows, and columns, also of classes that no sample has.
 * @throws RangeError unless the logits have `count` columns and there are N classes.
 */
export function confusionMatrix(logits: Tensor | Variable, classes: Classes, count: number): number[][] {
  const right = readClasses("confusionMatrix", logits.shape, classes);
  if (logits.shape[1] !== count) {
    throw new RangeError(`confusionMatrix: logits must have ${count} columns, got ${logits.shape[1]}`);
  }
  throw new Error("TODO(09-training): make count rows of count zeros, and count every sample once");
}
