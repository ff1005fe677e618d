import { apply, asVariable, Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { type Shape, type Size, uniform } from "@tinytorch/tensor";
import { formatShape, type Pair, pair, type SlidingWindow, sizeOf } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { ownCopy } from "../own-copy.ts";
import { fold } from "./fold.ts";
import { initialTable } from "./initial-options.ts";

/** Options of a transposed convolution. */
export interface ConvTransposeOptions {
  /** How far apart the kernels are put down (default 1). */
  stride?: Size;
  /** How much of the margin is cut off again (default 0). */
  padding?: Size;
  /** How much is added below and on the right, smaller than the stride or the dilation (default 0). */
  outputPadding?: Size;
  /** How far apart the kernel's elements are (default 1: they touch). */
  dilation?: Size;
  /** In how many groups the channels are split (default 1). */
  groups?: number;
}

/** The names of those options. */
const moving = ["stride", "padding", "outputPadding", "dilation", "groups"];

/**
 * What `conv2d` with the same kernels does to gradients: each element of images `[N, C, H, W]` puts its multiple of kernels
 * `[C, O/groups, kh, kw]` down, and where they overlap they add up, with a bias `[O]`: `[N, O, oh, ow]` with
 *
 *   oh = (H − 1) · stride − 2 · padding + dilation · (kh − 1) + outputPadding + 1
 *
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html
 * @throws RangeError when shapes do not fit, an option is out of range, or nothing is left of the output
 */
export function convTranspose2d(
  images: Input,
  kernels: Input,
  offset: Input | null = null,
  options: ConvTransposeOptions = {},
): Variable {
  rules.requireKnown("convTranspose2d", moving, options);
  const [x, weight, bias] = [asVariable(images), asVariable(kernels), offset === null ? null : asVariable(offset)];
  if (x.ndim !== 4)
    throw new RangeError(`convTranspose2d: images must be [N, C, height, width], got ${formatShape(x.shape)}`);
  return transposed("convTranspose2d", x, weight, bias, options);
}

/** Options of a transposed convolution over sequences; as for images, with one number each. */
export interface ConvTranspose1dOptions {
  stride?: number;
  padding?: number;
  outputPadding?: number;
  dilation?: number;
  groups?: number;
}

/**
 * `convTranspose2d` on images of height 1: sequences `[N, C, L]` and kernels `[C, O/groups, k]` make `[N, O, l]`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose1d.html
 * @throws RangeError when shapes do not fit, an option is out of range, or nothing is left of the output
 */
export function convTranspose1d(
  input: Input,
  weight: Input,
  bias: Input | null = null,
  options: ConvTranspose1dOptions = {},
): Variable {
  rules.requireKnown("convTranspose1d", moving, options);
  const { stride = 1, padding = 0, outputPadding = 0, dilation = 1, groups = 1 } = options;
  rules.requireEach("convTranspose1d", rules.count, { stride, dilation });
  rules.requireEach("convTranspose1d", rules.wholeNonNegative, { padding, outputPadding });
  const [x, kernels, b] = [asVariable(input), asVariable(weight), bias === null ? null : asVariable(bias)];
  if (x.ndim !== 3 || kernels.ndim !== 3) {
    throw new RangeError(
      `convTranspose1d: sequences must be [N, C, length] and kernels [C, O/groups, k], got ${formatShape(x.shape)} and ` +
        `${formatShape(kernels.shape)}`,
    );
  }
  return transposed("convTranspose1d", x.unsqueeze(2), kernels.unsqueeze(2), b, {
    stride: [1, stride],
    padding: [0, padding],
    outputPadding: [0, outputPadding],
    dilation: [1, dilation],
    groups,
  }).squeeze(2);
}

/** Sizes of images as they were given: sequences are images of height 1. */
function shown(name: string, sizes: Shape): string {
  return formatShape(name === "convTranspose1d" ? sizes.filter((_, d) => d !== sizes.length - 2) : sizes);
}

/** Of images, for whoever has which name. The product is Wᵀ · images, as of the gradient that a convolution hands back. */
function transposed(
  name: string,
  x: Variable,
  weight: Variable,
  bias: Variable | null,
  options: ConvTransposeOptions,
): Variable {
  const { groups = 1 } = options;
  checkChannels(name, x.shape, weight.shape, bias?.shape, groups);
  const [images, channels, height, width] = x.shape;
  const [, outPerGroup, kh, kw] = weight.shape;
  const { window, outputPadding } = windowOf(name, [kh, kw], [height, width], options);
  const sizes = [0, 1].map((side) => outputSize(window, outputPadding, side === 0 ? 0 : 1));
  if (!sizes.every((size) => size >= 1)) {
    throw new RangeError(
      `${name}: something must be left of the output, got ${shown(name, sizes)} from ${shown(name, x.shape)}`,
    );
  }
  const kernels = weight.reshape([groups, channels / groups, outPerGroup * kh * kw]).transpose(-1, -2);
  const columns = kernels.matmul(x.reshape([images, groups, channels / groups, height * width]));
  const outChannels = outPerGroup * groups;
  const output = apply(fold, [columns.reshape([images, outChannels, kh * kw, height * width])], {
    window,
    shape: [images, outChannels, ...sizes],
  });
  return bias === null ? output : output.add(bias.reshape([-1, 1, 1]));
}

function outputSize(window: SlidingWindow, outputPadding: Pair, side: 0 | 1): number {
  const reach = window.dilation[side] * (window.kernel[side] - 1) + 1;
  return (window.output[side] - 1) * window.stride[side] - 2 * window.padding[side] + reach + outputPadding[side];
}

/** A window with a place for each element of the images. */
function windowOf(
  name: string,
  kernel: Pair,
  output: Pair,
  { stride = 1, padding = 0, outputPadding = 0, dilation = 1 }: ConvTransposeOptions,
): { readonly window: SlidingWindow; readonly outputPadding: Pair } {
  const steps = { stride: pair(stride), dilation: pair(dilation) };
  const margins = { padding: pair(padding), outputPadding: pair(outputPadding) };
  for (const [option, values] of Object.entries({ ...steps, ...margins })) {
    const rule = option in steps ? rules.count : rules.wholeNonNegative;
    if (!Array.isArray(values) || values.length !== 2 || !Array.from(values).every((value) => rule.accepts(value)))
      throw new RangeError(`${name}: ${option} must be ${rule.words}, one or two, got ${rules.shown(values)}`);
  }
  const isSmall = [0, 1].every(
    (side) => margins.outputPadding[side] < Math.max(steps.stride[side], steps.dilation[side]),
  );
  if (!isSmall) {
    throw new RangeError(
      `${name}: outputPadding must be smaller than the stride or the dilation, got ${shown(name, margins.outputPadding)} for ` +
        `${shown(name, steps.stride)} and ${shown(name, steps.dilation)}`,
    );
  }
  return {
    window: { kernel, ...steps, padding: margins.padding, output },
    outputPadding: margins.outputPadding,
  };
}

/** @throws RangeError unless kernels and bias fit the channels of the input, which `groups` must divide */
function checkChannels(name: string, input: Shape, weight: Shape, bias: Shape | undefined, groups: number): void {
  rules.requireEach(name, rules.count, { groups });
  const fits =
    weight.length === 4 &&
    input[1] === weight[0] &&
    input[1] % groups === 0 &&
    weight.every((size) => size > 0) &&
    (bias === undefined || (bias.length === 1 && bias[0] === weight[1] * groups));
  if (!fits) {
    throw new RangeError(
      `${name}: kernels must be [C, O/groups, …] for an input [N, C, …], with a bias [O], got ${shown(name, weight)} for ` +
        `${shown(name, input)} in ${groups} groups${bias === undefined ? "" : ` with a bias ${formatShape(bias)}`}`,
    );
  }
}

const table = {
  ...initialTable,
  /** In how many groups the channels are split (default 1). */
  groups: rules.count.or(1),
  /** Add a learned offset to each output channel (default true). */
  bias: rules.flag.or(true),
};

/** Options that layers have besides how the kernels are put down. */
type LayerOptions = OptionsOf<typeof table>;

/** Options of a layer of transposed convolutions over images. */
export interface ConvTranspose2dLayerOptions extends Omit<ConvTransposeOptions, "groups">, LayerOptions {}

/** Options of a layer of transposed convolutions over sequences. */
export interface ConvTranspose1dLayerOptions extends Omit<ConvTranspose1dOptions, "groups">, LayerOptions {}

/** What the layers share: parameters that start as U(−1/√n, 1/√n) with n elements in a kernel, the weights drawn first. */
abstract class TransposedConvolution extends Module {
  readonly weight: Variable;
  readonly bias: Variable | null;

  constructor(layer: string, inChannels: number, outChannels: number, kernel: Shape, options: LayerOptions) {
    super();
    rules.requireKnown(layer, [...Object.keys(table), ...moving], options);
    const { groups, bias, ...drawing } = rules.readOptions(layer, table, options, moving);
    rules.requireEach(layer, rules.count, { inChannels, outChannels });
    if (!Array.isArray(kernel))
      throw new RangeError(`${layer}: kernelSize must be whole numbers ≥ 1, one or two, got ${rules.shown(kernel)}`);
    for (const kernelSize of kernel) rules.requireEach(layer, rules.count, { kernelSize });
    if (inChannels % groups !== 0 || outChannels % groups !== 0) {
      throw new RangeError(
        `${layer}: groups must divide both numbers of channels, got ${groups} groups of ${inChannels} -> ${outChannels}`,
      );
    }
    const shape = [inChannels, outChannels / groups, ...kernel];
    const bound = 1 / Math.sqrt(sizeOf(shape.slice(1)));
    this.weight = new Variable(uniform(shape, -bound, bound, drawing));
    this.bias = bias ? new Variable(uniform([outChannels], -bound, bound, drawing)) : null;
  }
}

/**
 * A transposed convolution over images: `[N, inChannels, H, W] -> [N, outChannels, oh, ow]`; see `convTranspose2d`.
 *
 * Weights `[inChannels, outChannels/groups, kh, kw]` and bias start as U(−1/√n, 1/√n) with n = outChannels/groups · kh · kw, the weights
 * drawn first. https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
 * @throws RangeError when a size is out of range, or the input's channels are not `inChannels`
 */
export class ConvTranspose2d extends TransposedConvolution {
  readonly #moving: ConvTransposeOptions;

  constructor(inChannels: number, outChannels: number, kernelSize: Size, options: ConvTranspose2dLayerOptions) {
    const kernel = pair(kernelSize);
    super("ConvTranspose2d", inChannels, outChannels, kernel, options);
    const { generator: _generator, dtype: _dtype, bias: _bias, ...rest } = options;
    windowOf("ConvTranspose2d", kernel, [1, 1], rest);
    this.#moving = ownCopy(rest);
  }

  override forward(input: Input): Variable {
    return convTranspose2d(input, this.weight, this.bias, this.#moving);
  }
}

/**
 * A transposed convolution over sequences: `[N, inChannels, L] -> [N, outChannels, l]`; see `convTranspose1d`.
 *
 * Weights `[inChannels, outChannels/groups, k]` and bias start as U(−1/√n, 1/√n) with n = outChannels/groups · k, the weights drawn
 * first. https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html
 * @throws RangeError when a size is out of range, or the input's channels are not `inChannels`
 */
export class ConvTranspose1d extends TransposedConvolution {
  readonly #moving: ConvTranspose1dOptions;

  constructor(inChannels: number, outChannels: number, kernelSize: number, options: ConvTranspose1dLayerOptions) {
    super("ConvTranspose1d", inChannels, outChannels, [kernelSize], options);
    const { generator: _generator, dtype: _dtype, bias: _bias, ...rest } = options;
    windowOf("ConvTranspose1d", [1, kernelSize], [1, 1], rest);
    this.#moving = ownCopy(rest);
  }

  override forward(input: Input): Variable {
    return convTranspose1d(input, this.weight, this.bias, this.#moving);
  }
}
