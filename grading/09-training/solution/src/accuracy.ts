import type { Variable } from "@tinytorch/autograd";
import type { Tensor } from "@tinytorch/tensor";
import { predictedClasses } from "./predicted-classes.ts";
import { type Classes, readClasses } from "./read-classes.ts";

/**
 * The share of rows whose predicted class is the right one, from 0 to 1.
 *
 * @param logits scores [N, C].
 * @throws RangeError unless there are N classes, each a whole number in [0, C).
 */
export function accuracy(logits: Tensor | Variable, classes: Classes): number {
  const right = readClasses("accuracy", logits.shape, classes);
  // BEGIN SOLUTION
  // TODO: count the rows that are right, and divide by all rows
  const predicted = predictedClasses(logits);
  const hits = right.filter((label, row) => label === predicted[row]);
  return hits.length / right.length;
  // END SOLUTION
}
