import { asVariable, type Variable } from "@tinytorch/autograd";
import { formatShape, sameShape } from "@tinytorch/tensor";
import type { Input } from "./module.ts";
import { type LossOptions, reduced } from "./reduction.ts";

/**
 * The mean squared error, `mean((output − target)²)`.
 * @throws RangeError when the shapes differ: broadcasting here is almost always a mistake
 */
export function mseLoss(output: Input, target: Input, { reduction = "mean" }: LossOptions = {}): Variable {
  if (!sameShape(output.shape, target.shape)) {
    throw new RangeError(
      `mseLoss: output and target must have one shape, got ${formatShape(output.shape)} and ${formatShape(target.shape)}`,
    );
  }
  return reduced(asVariable(output).sub(target).square(), reduction);
}
