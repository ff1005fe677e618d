import { apply, asVariable, type Operation, unary, type Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { full, type Tensor } from "@tinytorch/tensor";
import { fusedSquaredError, isFloat } from "@tinytorch/tensor/internal";
import type { Input } from "../module.ts";
import {
  checkReduction,
  elementwiseLoss,
  type LossOptions,
  requireLossOptions,
  requireSameShape,
} from "./loss-options.ts";

// Losses that grow with the distance between output and target.

interface Squares {
  readonly difference: Tensor;
  /** The sum of its squares. */
  readonly total: number;
  /** What that is divided by. */
  readonly count: number;
}

/** Loss and differences come from one kernel. The derivative of Σ d²/n is 2d/n for the output, and the opposite for the target */
const squaredError: Operation<Squares> = {
  name: "mseLoss",
  readsInputs: true,
  forward: (_, { difference, total, count }) => full([], total / count, { dtype: difference.dtype }),
  save: (_inputs, _output, { difference }) => [difference],
  backward(g, context) {
    const slope = (2 * g.item()) / context.attributes.count;
    const [difference] = context.saved;
    return [context.needs(0) ? difference.mul(slope) : null, context.needs(1) ? difference.mul(-slope) : null];
  },
  differentiable(g, context) {
    const [output, target] = context.inputs;
    const gradient = output.sub(target).mul(g.mul(2 / context.attributes.count));
    return [context.needs(0) ? gradient : null, context.needs(1) ? gradient.neg() : null];
  },
};

/**
 * The mean squared error, `mean((output − target)²)`.
 * @throws RangeError when the shapes differ
 */
export function mseLoss(output: Input, target: Input, options: LossOptions = {}): Variable {
  requireLossOptions("mseLoss", options);
  const { reduction = "mean" } = options;
  const [x, t] = [asVariable(output), asVariable(target)];
  requireSameShape("mseLoss", x, t);
  checkReduction("mseLoss", reduction, x.size);
  const canFuse = reduction !== "none" && x.dtype === t.dtype && isFloat(x.dtype);
  const fused = canFuse ? fusedSquaredError(x.data, t.data) : null;
  if (fused === null) return elementwiseLoss("mseLoss", x, t, options, (a, b) => a.sub(b).square());
  return apply(squaredError, [x, t], { ...fused, count: reduction === "mean" ? x.size : 1 });
}

/**
 * The mean absolute error, `mean(|output − target|)`.
 * @throws RangeError when the shapes differ
 */
export function l1Loss(output: Input, target: Input, options: LossOptions = {}): Variable {
  requireLossOptions("l1Loss", options);
  return elementwiseLoss("l1Loss", output, target, options, (x, t) => x.sub(t).abs());
}

/** Options of `huberLoss`. */
export interface HuberLossOptions extends LossOptions {
  /** δ > 0, where the square ends and the straight line begins (default 1). */
  delta?: number;
}

/**
 * Squared near the target and straight far from it, with d = |output − target|: `d²/2` up to δ, `δ(d − δ/2)` beyond
 * (Huber, 1964).
 * @throws RangeError when the shapes differ, or δ is not > 0
 */
export function huberLoss(output: Input, target: Input, given: HuberLossOptions = {}): Variable {
  requireLossOptions("huberLoss", given, ["delta"]);
  const { delta = 1, ...options } = given;
  rules.requireEach("huberLoss", rules.positive, { delta });
  return elementwiseLoss("huberLoss", output, target, options, (x, t) => bent(x, t, delta, 1));
}

/** Options of `smoothL1Loss`. */
export interface SmoothL1LossOptions extends LossOptions {
  /** β ≥ 0, where the square ends and the straight line begins (default 1); at 0 the loss is `l1Loss`. */
  beta?: number;
}

/**
 * `huberLoss` divided by its bend: `d²/2β` up to β, `d − β/2` beyond (Girshick, 2015).
 * @throws RangeError when the shapes differ, or β is negative
 */
export function smoothL1Loss(output: Input, target: Input, given: SmoothL1LossOptions = {}): Variable {
  requireLossOptions("smoothL1Loss", given, ["beta"]);
  const { beta = 1, ...options } = given;
  rules.requireEach("smoothL1Loss", rules.nonNegative, { beta });
  return elementwiseLoss("smoothL1Loss", output, target, options, (x, t) =>
    beta === 0 ? x.sub(t).abs() : bent(x, t, beta, beta),
  );
}

interface Bend {
  /** Where the square ends. */
  readonly bend: number;
  /** What the loss is divided by: before anything is multiplied, for the square of a small distance may be 0. */
  readonly unit: number;
}

/** c(|x| − c/2)/unit with c = min(|x|, bend), which is both branches in one; the derivative is x/unit, as far as the bend */
const bentOperation = unary("bent", {
  forward(x, { bend, unit }: Bend) {
    const distance = x.abs();
    const capped = distance.clamp({ max: bend });
    return distance.sub_(capped.div(2)).mul_(capped.div_(unit));
  },
  keeps: "input",
  gradient: (g, x, { attributes: { bend, unit } }) => x.clamp({ min: -bend, max: bend }).div_(unit).mul_(g),
  differentiable: (g, x, { attributes: { bend, unit } }) => x.clamp({ min: -bend, max: bend }).div(unit).mul(g),
});

function bent(output: Variable, target: Variable, bend: number, unit: number): Variable {
  return apply(bentOperation, [output.sub(target)], { bend, unit });
}
