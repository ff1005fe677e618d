import { Variable } from "@tinytorch/autograd";
import { formatShape, Tensor, tensor } from "@tinytorch/tensor";
import type { Input } from "../module.ts";

/** The right class of each sample, as a tensor of whole numbers. */
export type Classes = Input | readonly number[];

/**
 * Reads the classes of the rows of `[N, C]`.
 * @throws RangeError on other shapes, or a class that is not a whole number in [0, C)
 */
export function readClasses(loss: string, scores: Input, classes: Classes): Tensor {
  const targets = asTensor(classes);
  if (scores.ndim !== 2 || targets.ndim !== 1 || targets.size !== scores.shape[0]) {
    throw new RangeError(
      `${loss}: logits must be [N, C] with N classes, got ${formatShape(scores.shape)} and ${formatShape(targets.shape)}`,
    );
  }
  const count = scores.shape[1];
  for (const target of targets.contiguous().data) {
    if (!Number.isInteger(target) || target < 0 || target >= count) {
      throw new RangeError(`${loss}: a class must be a whole number in [0, ${count - 1}], got ${target}`);
    }
  }
  return targets;
}

function asTensor(classes: Classes): Tensor {
  if (classes instanceof Tensor) return classes;
  return classes instanceof Variable ? classes.data : tensor(classes, { dtype: "float64" });
}
