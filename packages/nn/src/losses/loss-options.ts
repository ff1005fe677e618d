import { asVariable, type Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { broadcastShapes } from "@tinytorch/tensor";
import { formatShape, sameShape } from "@tinytorch/tensor/internal";
import type { Input } from "../module.ts";

/** How the losses of single elements become one: their mean, their sum, or not at all. */
export type LossReduction = "mean" | "sum" | "none";

/** Options that every loss has. */
export interface LossOptions {
  /** Default "mean". */
  reduction?: LossReduction;
}

const reductions = rules.oneOf<LossReduction>("mean", "sum", "none");

/** @throws RangeError on another reduction, or the mean of no elements */
export function checkReduction(loss: string, reduction: LossReduction, elements: number): void {
  rules.requireEach(loss, reductions, { reduction });
  if (reduction === "mean" && elements === 0)
    throw new RangeError(`${loss}: there must be elements to take the mean of, got none`);
}

/** Applies a reduction. @throws RangeError as `checkReduction` does */
export function reduced(loss: string, losses: Variable, reduction: LossReduction): Variable {
  checkReduction(loss, reduction, losses.size);
  if (reduction === "none") return losses;
  return reduction === "sum" ? losses.sum() : losses.mean();
}

/** @throws RangeError when the shapes differ: broadcasting inside a loss is almost always a mistake */
export function requireSameShape(loss: string, output: Input, target: Input): void {
  if (!sameShape(output.shape, target.shape)) {
    throw new RangeError(
      `${loss}: output and target must have one shape, got ${formatShape(output.shape)} and ${formatShape(target.shape)}`,
    );
  }
}

/** The names of a loss's options: those of its own, and those that every loss has. */
export function requireLossOptions(loss: string, options: LossOptions, own: readonly string[] = []): void {
  rules.requireKnown(loss, [...own, "reduction"], options);
}

/** A loss that compares element with element. @throws RangeError when the shapes differ, or on another reduction */
export function elementwiseLoss(
  loss: string,
  output: Input,
  target: Input,
  { reduction = "mean" }: LossOptions,
  compare: (output: Variable, target: Variable) => Variable,
): Variable {
  const [x, t] = [asVariable(output), asVariable(target)];
  requireSameShape(loss, x, t);
  return reduced(loss, compare(x, t), reduction);
}

/** A weight that belongs to the elements of an output. @throws RangeError when it does not broadcast to them */
export function weightFor(loss: string, name: string, given: Input, output: Input): Variable {
  const weight = asVariable(given);
  if (!sameShape(broadcastShapes(name, output.shape, weight.shape), output.shape)) {
    throw new RangeError(
      `${loss}: ${name} must broadcast to the output, got ${formatShape(weight.shape)} for ${formatShape(output.shape)}`,
    );
  }
  return weight;
}
