import { type Algebra, apply, asVariable, type BackwardContext, type Operation, Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { type Shape, type Size, uniform, type WindowOptions } from "@tinytorch/tensor";
import { convolve, fold, formatShape, pair, type SlidingWindow, sizeOf, windowOver } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { ownCopy } from "../own-copy.ts";
import { fold as foldOperation } from "./fold.ts";
import { initialTable } from "./initial-options.ts";
import { requireSequenceWindow } from "./sequence-window.ts";

/** Options of a convolution. */
export interface ConvolutionOptions extends WindowOptions {
  /** In how many groups the channels are split; each output channel sees the input channels of its group (default 1). */
  groups?: number;
}

/** The names of those options. */
const moving = ["stride", "padding", "dilation", "groups"];

/**
 * A convolution is a matrix product: the weights of each group, `[O/g, C/g·kh·kw]`, times the patches as columns,
 * `[C/g·kh·kw, oh·ow]`. So the gradient is Σₙ G·columnsᵀ for the weights, and Wᵀ·G put back in place for the images.
 */
const operation: Operation<Required<ConvolutionOptions>> = {
  name: "conv2d",
  forward: ([x, weight], options) => convolve(x, weight, windowOf(x, weight, options), options.groups),
  save: ([x, weight]) => [x, weight],
  backward: (g, context) => gradients(g, context, fold),
  differentiable: (g, context) =>
    gradients(g, context, (columns, window, shape) => context.apply(foldOperation, [columns], { window, shape })),
};

function gradients<T extends Algebra<T>>(
  g: T,
  context: BackwardContext<Required<ConvolutionOptions>, T>,
  folded: (columns: T, window: SlidingWindow, shape: Shape) => T,
): (T | null)[] {
  const [x, weight] = context.saved;
  const { columns, kernels, window } = asMatrices(x, weight, context.attributes);
  const [groups, outPerGroup] = kernels.shape;
  const places = window.output[0] * window.output[1];
  const gradient = g.reshape([x.shape[0], groups, outPerGroup, places]);
  return [
    context.needs(0)
      ? folded(
          kernels
            .transpose(-1, -2)
            .matmul(gradient)
            .reshape([x.shape[0], x.shape[1], window.kernel[0] * window.kernel[1], places]),
          window,
          x.shape,
        )
      : null,
    context.needs(1) ? weightGradient(gradient, columns).reshape(weight.shape) : null,
  ];
}

/** Σₙ G·columnsᵀ. A product packs its right operand, and so the one with fewer columns goes there. */
function weightGradient<T extends Algebra<T>>(gradient: T, columns: T): T {
  const [outputs, rows] = [gradient.shape[2], columns.shape[2]];
  if (outputs > rows) return gradient.matmul(columns.transpose(-1, -2)).sum(0);
  return columns.matmul(gradient.transpose(-1, -2)).sum(0).transpose(-1, -2);
}

/** Of something with the shape of images and something with that of kernels. */
function windowOf(x: Shaped, { shape: [, , height, width] }: Shaped, options: ConvolutionOptions): SlidingWindow {
  return windowOver("conv2d", x, [height, width], options);
}

interface Shaped {
  readonly shape: Shape;
}

function asMatrices<T extends Algebra<T>>(x: T, weight: T, options: Required<ConvolutionOptions>) {
  const { groups } = options;
  const [outChannels, channelsPerGroup, height, width] = weight.shape;
  const window = windowOf(x, weight, options);
  const { kernel, stride, padding, dilation } = window;
  const rows = channelsPerGroup * height * width;
  return {
    window,
    columns: x
      .unfold2d(kernel, { stride, padding, dilation })
      .reshape([x.shape[0], groups, rows, window.output[0] * window.output[1]]),
    kernels: weight.reshape([groups, outChannels / groups, rows]),
  };
}

/**
 * Correlates images `[N, C, H, W]` with kernels `[O, C/groups, kh, kw]`, and adds a bias `[O]`: `[N, O, oh, ow]`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
 * @throws RangeError when shapes do not fit, or an option is out of range
 */
export function conv2d(
  images: Input,
  kernels: Input,
  offset: Input | null = null,
  options: ConvolutionOptions = {},
): Variable {
  rules.requireKnown("conv2d", moving, options);
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  const [x, weight, bias] = [asVariable(images), asVariable(kernels), offset === null ? null : asVariable(offset)];
  checkChannels("conv2d", x.shape, weight.shape, bias?.shape, groups);
  const output = apply(operation, [x, weight], {
    stride: pair(stride),
    padding: pair(padding),
    dilation: pair(dilation),
    groups,
  });
  return bias === null ? output : output.add(bias.reshape([-1, 1, 1]));
}

/** Options of a convolution over sequences; as for images, with one number each. */
export interface Convolution1dOptions {
  stride?: number;
  padding?: number;
  dilation?: number;
  groups?: number;
}

/**
 * Correlates sequences `[N, C, L]` with kernels `[O, C/groups, k]`, and adds a bias `[O]`: `[N, O, l]`. It is `conv2d` on
 * images of height 1. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html
 * @throws RangeError when shapes do not fit, or an option is out of range
 */
export function conv1d(
  input: Input,
  weight: Input,
  bias: Input | null = null,
  options: Convolution1dOptions = {},
): Variable {
  rules.requireKnown("conv1d", moving, options);
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  const [x, kernels, b] = [asVariable(input), asVariable(weight), bias === null ? null : asVariable(bias)];
  checkChannels("conv1d", x.shape, kernels.shape, b?.shape, groups);
  requireSequenceWindow("conv1d", x.shape, kernels.shape[2], { stride, padding, dilation });
  return conv2d(x.unsqueeze(2), kernels.unsqueeze(2), b, {
    stride: [1, stride],
    padding: [0, padding],
    dilation: [1, dilation],
    groups,
  }).squeeze(2);
}

/** @throws RangeError unless kernels and bias fit the channels of the input, both of which `groups` must divide */
function checkChannels(name: string, input: Shape, weight: Shape, bias: Shape | undefined, groups: number): void {
  const [outChannels, channelsPerGroup] = weight;
  const fits =
    input.length === weight.length &&
    Number.isInteger(groups) &&
    groups >= 1 &&
    input[1] === channelsPerGroup * groups &&
    outChannels % groups === 0 &&
    (bias === undefined || (bias.length === 1 && bias[0] === outChannels));
  if (!fits) {
    throw new RangeError(
      `${name}: kernels must be [O, C/groups, …] for an input [N, C, …], with a bias [O], got ${formatShape(weight)} for ` +
        `${formatShape(input)} in ${groups} groups${bias === undefined ? "" : ` with a bias ${formatShape(bias)}`}`,
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

/** Options that convolution layers have besides how the window moves. */
type LayerOptions = OptionsOf<typeof table>;

/** Options of a layer of convolutions over images. */
export interface Conv2dOptions extends WindowOptions, LayerOptions {}

/** Options of a layer of convolutions over sequences. */
export interface Conv1dOptions extends Omit<Convolution1dOptions, "groups">, LayerOptions {}

/** What convolution layers share: parameters that start as U(−1/√n, 1/√n) with n elements in a kernel, the weights drawn first. */
abstract class Convolution extends Module {
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
    const shape = [outChannels, inChannels / groups, ...kernel];
    const bound = 1 / Math.sqrt(sizeOf(shape.slice(1)));
    this.weight = new Variable(uniform(shape, -bound, bound, drawing));
    this.bias = bias ? new Variable(uniform([outChannels], -bound, bound, drawing)) : null;
  }
}

/**
 * A convolution over images: `[N, inChannels, H, W] -> [N, outChannels, oh, ow]`; see `conv2d`.
 *
 * Weights and bias start as U(−1/√n, 1/√n) with n = inChannels/groups · kh · kw, the weights drawn first.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
 * @throws RangeError when a size is out of range, or the input's channels are not `inChannels`
 */
export class Conv2d extends Convolution {
  readonly #moving: ConvolutionOptions;

  constructor(inChannels: number, outChannels: number, kernelSize: Size, options: Conv2dOptions) {
    super("Conv2d", inChannels, outChannels, pair(kernelSize), options);
    const { generator: _generator, dtype: _dtype, bias: _bias, ...rest } = options;
    this.#moving = ownCopy(rest);
  }

  override forward(input: Input): Variable {
    return conv2d(input, this.weight, this.bias, this.#moving);
  }
}

/**
 * A convolution over sequences: `[N, inChannels, L] -> [N, outChannels, l]`; see `conv1d`.
 *
 * Weights and bias start as U(−1/√n, 1/√n) with n = inChannels/groups · k, the weights drawn first.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html
 * @throws RangeError when a size is out of range, or the input's channels are not `inChannels`
 */
export class Conv1d extends Convolution {
  readonly #moving: Convolution1dOptions;

  constructor(inChannels: number, outChannels: number, kernelSize: number, options: Conv1dOptions) {
    super("Conv1d", inChannels, outChannels, [kernelSize], options);
    const { generator: _generator, dtype: _dtype, bias: _bias, ...rest } = options;
    this.#moving = ownCopy(rest);
  }

  override forward(input: Input): Variable {
    return conv1d(input, this.weight, this.bias, this.#moving);
  }
}
