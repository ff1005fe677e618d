import { asVariable, type Variable } from "@tinytorch/autograd";
import type { Input } from "../module.ts";
import { requireSameShape } from "./compared.ts";
import { type LossOptions, reduced } from "./reduction.ts";

/** Options of `huberLoss`. */
export interface HuberLossOptions extends LossOptions {
  /** δ > 0, where the square ends and the straight line begins (default 1). */
  delta?: number;
}

/** Options of `smoothL1Loss`. */
export interface SmoothL1LossOptions extends LossOptions {
  /** β ≥ 0, where the square ends and the straight line begins (default 1); at 0 the loss is `l1Loss`. */
  beta?: number;
}

/**
 * Squared near the target and straight far from it, with d = |output − target|: `d²/2` up to δ, `δ(d − δ/2)` beyond
 * (Huber, 1964).
 * @throws RangeError when the shapes differ, or δ is not > 0
 */
export function huberLoss(
  output: Input,
  target: Input,
  { reduction = "mean", delta = 1 }: HuberLossOptions = {},
): Variable {
  requireSameShape("huberLoss", output, target);
  if (!(delta > 0)) throw new RangeError(`huberLoss: delta must be > 0, got ${delta}`);
  return reduced(bent(output, target, delta), reduction);
}

/**
 * `huberLoss` divided by its bend: `d²/2β` up to β, `d − β/2` beyond (Girshick, 2015).
 * @throws RangeError when the shapes differ, or β is negative
 */
export function smoothL1Loss(
  output: Input,
  target: Input,
  { reduction = "mean", beta = 1 }: SmoothL1LossOptions = {},
): Variable {
  requireSameShape("smoothL1Loss", output, target);
  if (!(beta >= 0)) throw new RangeError(`smoothL1Loss: beta must be ≥ 0, got ${beta}`);
  if (beta === 0) return reduced(asVariable(output).sub(target).abs(), reduction);
  return reduced(bent(output, target, beta).div(beta), reduction);
}

/** c(d − c/2) with c = min(d, bend), which is both branches in one. */
function bent(output: Input, target: Input, bend: number): Variable {
  const distance = asVariable(output).sub(target).abs();
  const capped = distance.clamp({ max: bend });
  return capped.mul(distance.sub(capped.div(2)));
}
