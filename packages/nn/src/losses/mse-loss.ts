import { asVariable, type Variable } from "@tinytorch/autograd";
import type { Input } from "../module.ts";
import { requireSameShape } from "./compared.ts";
import { type LossOptions, reduced } from "./reduction.ts";

/**
 * The mean squared error, `mean((output − target)²)`.
 * @throws RangeError when the shapes differ
 */
export function mseLoss(output: Input, target: Input, { reduction = "mean" }: LossOptions = {}): Variable {
  requireSameShape("mseLoss", output, target);
  return reduced(asVariable(output).sub(target).square(), reduction);
}
