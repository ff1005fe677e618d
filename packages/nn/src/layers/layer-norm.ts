import { asVariable, Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { ones, type Shape, zeros } from "@tinytorch/tensor";
import { formatShape, sameShape } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { floatRule } from "./initial-options.ts";
import { standardize } from "./standardize.ts";

/** Options of `layerNorm`. */
export interface LayerNormArguments {
  /** What each element is multiplied by, of the normalized shape. */
  weight?: Input | null;
  /** What is added to each element, of the normalized shape. */
  bias?: Input | null;
  /** ε, which keeps the division finite (default 1e-5). */
  eps?: number;
}

/**
 * Standardizes each sample over its last dimensions, then scales and shifts it (Ba et al., 2016):
 * `(x − x̄) / √(variance + ε) · weight + bias`, with the biased variance.
 * @throws RangeError when the last sizes of the input are not `normalizedShape`, or weight and bias have another shape
 */
export function layerNorm(input: Input, normalizedShape: Shape, options: LayerNormArguments = {}): Variable {
  rules.requireKnown("layerNorm", ["weight", "bias", "eps"], options);
  const { weight = null, bias = null, eps = 1e-5 } = options;
  const x = asVariable(input);
  if (!Array.isArray(normalizedShape))
    throw new TypeError(`layerNorm: normalizedShape must be a list of sizes, got ${rules.shown(normalizedShape)}`);
  const first = x.ndim - normalizedShape.length;
  if (normalizedShape.length === 0 || first < 0 || !sameShape(x.shape.slice(first), normalizedShape)) {
    throw new RangeError(
      `layerNorm: the input's last sizes must be ${formatShape(normalizedShape)}, got ${formatShape(x.shape)}`,
    );
  }
  rules.requireEach("layerNorm", rules.nonNegative, { eps });
  for (const scale of [weight, bias]) {
    if (scale !== null && !sameShape(asVariable(scale).shape, normalizedShape)) {
      throw new RangeError(
        `layerNorm: weight and bias must have the shape ${formatShape(normalizedShape)}, got ${formatShape(scale.shape)}`,
      );
    }
  }
  const dims = normalizedShape.map((_, d) => first + d);
  const { output } = standardize(x, dims, eps);
  const scaled = weight === null ? output : output.mul(weight);
  return bias === null ? scaled : scaled.add(bias);
}

const table = {
  /** ε (default 1e-5). */
  eps: rules.nonNegative.or(1e-5),
  /** Learn a weight for each element (default true). */
  elementwiseAffine: rules.flag.or(true),
  /** Learn a bias too, when there are weights (default true). */
  bias: rules.flag.or(true),
  /** The element type (default float32). */
  dtype: floatRule,
};

/** Options of a layer normalization. */
export type LayerNormOptions = OptionsOf<typeof table>;

/**
 * `layerNorm` as a layer, with weights that start as 1 and biases that start as 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html
 * @throws RangeError when a size is not a whole number ≥ 1, or the input's last sizes are not `normalizedShape`
 */
export class LayerNorm extends Module {
  readonly normalizedShape: Shape;
  readonly weight: Variable | null;
  readonly bias: Variable | null;
  readonly #eps: number;

  constructor(normalizedShape: number | Shape, options: LayerNormOptions = {}) {
    super();
    const { eps, elementwiseAffine, bias, dtype } = rules.readOptions("LayerNorm", table, options);
    if (typeof normalizedShape !== "number" && !Array.isArray(normalizedShape)) {
      throw new TypeError(
        `LayerNorm: normalizedShape must be a size or a list of sizes, got ${rules.shown(normalizedShape)}`,
      );
    }
    this.normalizedShape = typeof normalizedShape === "number" ? [normalizedShape] : [...normalizedShape];
    if (this.normalizedShape.length === 0)
      throw new RangeError("LayerNorm: normalizedShape must have at least one size, got []");
    for (const size of this.normalizedShape) rules.requireEach("LayerNorm", rules.count, { size });
    this.weight = elementwiseAffine ? new Variable(ones(this.normalizedShape, { dtype })) : null;
    this.bias = elementwiseAffine && bias ? new Variable(zeros(this.normalizedShape, { dtype })) : null;
    this.#eps = eps;
  }

  override forward(input: Input): Variable {
    return layerNorm(input, this.normalizedShape, { weight: this.weight, bias: this.bias, eps: this.#eps });
  }
}
