import { asVariable, type Variable } from "@tinytorch/autograd";
import type { Input } from "../module.ts";
import { requireSameShape } from "./compared.ts";
import { type LossOptions, reduced } from "./reduction.ts";

/**
 * The mean absolute error, `mean(|output − target|)`.
 * @throws RangeError when the shapes differ
 */
export function l1Loss(output: Input, target: Input, { reduction = "mean" }: LossOptions = {}): Variable {
  requireSameShape("l1Loss", output, target);
  return reduced(asVariable(output).sub(target).abs(), reduction);
}
