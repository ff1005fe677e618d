import { asVariable, Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { type DType, ones, onesLike, type Shape, where } from "@tinytorch/tensor";
import { formatShape, sameShape } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { floatRule } from "./initial-options.ts";

/** Options of `rmsNorm`. */
export interface RmsNormArguments {
  /** What each element is multiplied by, of the normalized shape. */
  weight?: Input | null;
  /** ε, which keeps the division finite (default: the distance from 1 to the next number of the element type). */
  eps?: number;
}

/** From 1 to the next float32. */
const FLOAT32_EPSILON = 2 ** -23;

/**
 * Divides each sample by the root of the mean of its squares over the last dimensions, then scales it (Zhang & Sennrich, 2019):
 * `x / √(mean x² + ε) · weight`. https://docs.pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html
 * @throws RangeError when the last sizes of the input are not `normalizedShape`, or the weight has another shape
 */
export function rmsNorm(input: Input, normalizedShape: Shape, options: RmsNormArguments = {}): Variable {
  rules.requireKnown("rmsNorm", ["weight", "eps"], options);
  if (!Array.isArray(normalizedShape))
    throw new TypeError(`rmsNorm: normalizedShape must be a list of sizes, got ${rules.shown(normalizedShape)}`);
  const x = asVariable(input);
  const { weight = null, eps = epsilonOf(x.dtype) } = options;
  rules.requireEach("rmsNorm", rules.nonNegative, { eps });
  const first = x.ndim - normalizedShape.length;
  if (normalizedShape.length === 0 || first < 0 || !sameShape(x.shape.slice(first), normalizedShape)) {
    throw new RangeError(
      `rmsNorm: the input's last sizes must be ${formatShape(normalizedShape)}, got ${formatShape(x.shape)}`,
    );
  }
  if (weight !== null && !sameShape(asVariable(weight).shape, normalizedShape)) {
    throw new RangeError(
      `rmsNorm: weight must have the shape ${formatShape(normalizedShape)}, got ${formatShape(weight.shape)}`,
    );
  }
  const dims = normalizedShape.map((_, d) => first + d);
  const normal = normalized(x, dims, eps);
  return weight === null ? normal : normal.mul(weight);
}

function normalized(x: Variable, dims: readonly number[], eps: number): Variable {
  const squares = x.square().mean(dims, { keepdim: true });
  const { data } = squares;
  const isTooLarge = data.sub(data).isnan();
  if (isTooLarge.any().item() === 0) return x.div(squares.add(eps).sqrt());
  // The squares of large numbers are no numbers; those of shares of the largest one are, and a constant factor changes nothing.
  const largest = x.data.abs().max(dims, { keepdim: true });
  const scale = where(isTooLarge, largest, onesLike(largest));
  const shares = x.div(scale);
  const root = shares.square().mean(dims, { keepdim: true }).add(scale.square().reciprocal().mul(eps)).sqrt();
  return shares.div(root);
}

function epsilonOf(dtype: DType): number {
  return dtype === "float64" ? Number.EPSILON : FLOAT32_EPSILON;
}

const table = {
  /** ε (default: the distance from 1 to the next number of the element type). */
  eps: rules.optional(rules.nonNegative),
  /** Learn a weight for each element (default true). */
  elementwiseAffine: rules.flag.or(true),
  /** The element type (default float32). */
  dtype: floatRule,
};

/** Options of a root-mean-square normalization. */
export type RmsNormOptions = OptionsOf<typeof table>;

/**
 * `rmsNorm` as a layer, with weights that start as 1. https://docs.pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html
 * @throws RangeError when a size is not a whole number ≥ 1, or the input's last sizes are not `normalizedShape`
 */
export class RMSNorm extends Module {
  readonly normalizedShape: Shape;
  readonly weight: Variable | null;
  readonly #options: RmsNormArguments;

  constructor(normalizedShape: number | Shape, options: RmsNormOptions = {}) {
    super();
    const { eps, elementwiseAffine, dtype } = rules.readOptions("RMSNorm", table, options);
    if (typeof normalizedShape !== "number" && !Array.isArray(normalizedShape)) {
      throw new TypeError(
        `RMSNorm: normalizedShape must be a size or a list of sizes, got ${rules.shown(normalizedShape)}`,
      );
    }
    this.normalizedShape = typeof normalizedShape === "number" ? [normalizedShape] : [...normalizedShape];
    if (this.normalizedShape.length === 0)
      throw new RangeError("RMSNorm: normalizedShape must have at least one size, got []");
    for (const size of this.normalizedShape) rules.requireEach("RMSNorm", rules.count, { size });
    this.weight = elementwiseAffine ? new Variable(ones(this.normalizedShape, { dtype })) : null;
    this.#options = eps === undefined ? {} : { eps };
  }

  override forward(input: Input): Variable {
    return rmsNorm(input, this.normalizedShape, { ...this.#options, weight: this.weight });
  }
}
