import type { Variable } from "@tinytorch/autograd";
import { rules, type SettingsOf } from "@tinytorch/options";
import type { Tensor } from "@tinytorch/tensor";
import { formatShape, type Shape } from "@tinytorch/tensor/internal";
import { bufferOf, optimizerWith, type ParameterStep } from "./optimizer.ts";
import { rootMeanSquare } from "./root-mean-square.ts";

/** The factors of X, XXᵀX and (XXᵀ)²X. */
type Coefficients = readonly [number, number, number];

const table = {
  /** α, the size of a step (default 0.001). */
  learningRate: rules.nonNegative.or(0.001),
  /** λ, the pull of each weight towards 0, on the weights themselves (default 0.1). */
  weightDecay: rules.nonNegative.or(0.1),
  /** μ, how much of the running mean of gradients is kept at each step (default 0.95). */
  momentum: rules.share.or(0.95),
  /** Look ahead along the mean (default true). */
  nesterov: rules.flag.or(true),
  /** a, b and c, the polynomial of an iteration (default [3.4445, −4.775, 2.0315]). */
  nsCoefficients: rules
    .rule(
      "three numbers",
      (value): value is Coefficients => Array.isArray(value) && value.length === 3 && value.every(rules.finite.accepts),
    )
    .or([3.4445, -4.775, 2.0315]),
  /** ε, the least norm that is divided by (default 1e-7). */
  eps: rules.nonNegative.or(1e-7),
  /** k, how many iterations (default 5). */
  nsSteps: rules
    .rule("a whole number in [0, 99]", (value): value is number => rules.wholeNonNegative.accepts(value) && value < 100)
    .or(5),
  /**
   * What the rate of an n×m matrix is multiplied by: √max(1, n/m) ("original", the default), or ⅕√max(n, m), with which
   * AdamW's rate and decay serve unchanged ("matchRmsAdamw").
   */
  adjustLrFn: rules.oneOf("original", "matchRmsAdamw").or("original"),
};

/** Options of Muon. */
export type MuonOptions = SettingsOf<typeof table>;

/**
 * Muon (Jordan et al., 2024): momentum whose singular values are all made about 1, so that rare directions count as much as
 * common ones. For the matrices inside of a network alone; biases, embeddings and the last layer are AdamW's.
 *
 *   m ← μm + (1−μ)g                  u ← μm + (1−μ)g once more with Nesterov, else m
 *   X ← u / max(‖u‖, ε)              then k times X ← aX + bXXᵀX + c(XXᵀ)²X
 *   θ ← θ(1 − αλ) − α · adjusted · X
 *
 * It iterates in the parameter's own precision, where PyTorch rounds to bfloat16. Memory: one buffer the size of the
 * parameters, made on a parameter's first gradient. https://docs.pytorch.org/docs/stable/generated/torch.optim.Muon.html
 * @throws RangeError on an empty parameter list, a parameter that is no matrix, or an option that is out of range.
 */
export class Muon extends optimizerWith("Muon", table, ["mean"]) {
  protected override update(step: ParameterStep<MuonOptions>): void {
    const { weights, gradient, options } = step;
    const { learningRate, weightDecay, momentum, nesterov, adjustLrFn } = options;
    const mean = bufferOf(step, "mean").lerp_(gradient, 1 - momentum);
    const direction = orthogonalized(nesterov ? gradient.clone().lerp_(mean, momentum) : mean, options);
    weights
      .mul_(1 - learningRate * weightDecay)
      .add_(direction, { alpha: -learningRate * adjustment(adjustLrFn, weights.shape) });
  }

  protected override checkParameter({ shape }: Variable): void {
    if (shape.length !== 2)
      throw new RangeError(`Muon: a parameter must be a matrix, got shape ${formatShape(shape)}; give it to AdamW`);
  }
}

/** The same singular vectors, with singular values of about 1, by Newton's iteration (Schulz, 1933; Björck & Bowie, 1971). */
function orthogonalized(matrix: Tensor, { nsCoefficients: [a, b, c], nsSteps, eps }: MuonOptions): Tensor {
  const [rows, columns] = matrix.shape;
  // The products with its transpose are the smaller side's.
  const tall = rows > columns;
  const norm = rootMeanSquare(matrix) * Math.sqrt(matrix.size);
  let x = (tall ? matrix.t() : matrix).div(Math.max(norm, eps));
  for (let i = 0; i < nsSteps; i++) {
    const gram = x.matmul(x.t());
    const change = gram.mul(b).add_(gram.matmul(gram), { alpha: c });
    x = x.mul(a).add_(change.matmul(x));
  }
  return tall ? x.t() : x;
}

function adjustment(kind: MuonOptions["adjustLrFn"], [rows, columns]: Shape): number {
  return kind === "original" ? Math.sqrt(Math.max(1, rows / columns)) : 0.2 * Math.sqrt(Math.max(rows, columns));
}
