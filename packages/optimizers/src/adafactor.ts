import type { Variable } from "@tinytorch/autograd";
import { rules, type SettingsOf } from "@tinytorch/options";
import type { Tensor } from "@tinytorch/tensor";
import type { Shape } from "@tinytorch/tensor/internal";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";
import { orNull } from "./or-null.ts";
import { rootMeanSquare } from "./root-mean-square.ts";

const table = {
  /** The largest step as a share of the weights' size, and the rate of their decay (default 0.01). */
  learningRate: rules.nonNegative.or(0.01),
  /** τ ≤ 0: at step t a new square counts t^τ beside all before (default −0.8). */
  beta2Decay: rules
    .rule("a number ≤ 0", (value): value is number => rules.finite.accepts(value) && value <= 0)
    .or(-0.8),
  /** ε₁, which keeps the divisions finite; null for the rounding error of the element type (default null). */
  eps1: orNull(rules.nonNegative).or(null),
  /** ε₂, the least size that weights are taken to have (default 0.001). */
  eps2: rules.nonNegative.or(1e-3),
  /** d, the most that a step may be beside the usual one, ≥ 1 (default 1). */
  d: rules.rule("a number ≥ 1", (value): value is number => rules.finite.accepts(value) && value >= 1).or(1),
  /** λ, the pull of each weight towards 0, on the weights themselves (default 0). */
  weightDecay: rules.nonNegative.or(0),
  /** Climb instead of descending (default false). */
  maximize: rules.flag.or(false),
};

/** Options of Adafactor. */
export type AdafactorOptions = SettingsOf<typeof table>;

/** The least that can be added to 1. */
const roundingErrors: Readonly<Record<string, number>> = { float32: 2 ** -23, float64: 2 ** -52 };

/**
 * Adafactor (Shazeer & Stern, 2018): Adam without a momentum, which of the squares of a matrix's gradient remembers the means
 * of rows and of columns alone. As PyTorch 2.5 and later have it, where α bounds the relative step:
 *
 *   ρ ← min(α, 1/√t) · max(ε₂, rms(θ))       θ ← θ(1 − αλ)
 *   R, C ← R, C + t^τ (means of g² over columns and over rows − R, C)
 *   v ← R·C / max(mean(R), ε₁),              or of a vector v ← v + t^τ (g² − v)
 *   u ← g / √max(v, ε₁²)
 *   θ ← θ − ρ · u / max(1, rms(u) / d)
 *
 * Memory: a number for each row and each column of the last two dimensions; of a vector one buffer of its size.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adafactor.html
 * @throws RangeError on an empty parameter list, a negative option, a τ above 0, or a d below 1.
 */
export class Adafactor extends optimizerWith("Adafactor", table) {
  protected override update(step: ParameterStep<AdafactorOptions>): void {
    const { weights, gradient, state, options } = step;
    const { learningRate, beta2Decay, eps2, d, weightDecay, maximize } = options;
    const eps1 = options.eps1 ?? roundingErrors[weights.dtype];
    const rate = Math.min(learningRate, 1 / Math.sqrt(state.step)) * Math.max(eps2, rootMeanSquare(weights));
    if (weightDecay !== 0) weights.mul_(1 - learningRate * weightDecay);
    const squares = meanSquares(step, gradient.square(), state.step ** beta2Decay, eps1);
    const direction = gradient.div(squares.clamp_({ min: eps1 * eps1 }).sqrt_());
    const alpha = rate / Math.max(1, rootMeanSquare(direction) / d);
    weights.add_(direction, { alpha: maximize ? alpha : -alpha });
  }

  protected override shapeOf(buffer: string, parameter: Shape): Shape {
    const shape = [...parameter];
    if (buffer === "rowMeans" && shape.length > 1) shape[shape.length - 1] = 1;
    if (buffer === "columnMeans" && shape.length > 1) shape[shape.length - 2] = 1;
    return shape;
  }

  protected override memoryOf({ ndim }: Variable): readonly string[] {
    return ndim > 1 ? ["rowMeans", "columnMeans"] : ["meanSquare"];
  }
}

/** The running means of squares as a new tensor: of a matrix put together from those of its rows and columns. */
function meanSquares(step: ParameterStep<AdafactorOptions>, squares: Tensor, share: number, eps1: number): Tensor {
  const { weights } = step;
  if (weights.ndim < 2) return bufferOf(step, "meanSquare").lerp_(squares, share).clone();
  const [rows, columns] = [squares.mean(-1, { keepdim: true }), squares.mean(-2, { keepdim: true })];
  const rowMeans = bufferOf(step, "rowMeans", 0, rows.shape).lerp_(rows, share);
  const columnMeans = bufferOf(step, "columnMeans", 0, columns.shape).lerp_(columns, share);
  const whole = rowMeans.mean(-2, { keepdim: true }).clamp_({ min: eps1 });
  return rowMeans.matmul(columnMeans).div_(whole);
}
