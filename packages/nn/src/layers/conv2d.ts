import { apply, asVariable, type Operation, type Variable } from "@tinytorch/autograd";
import {
  fold,
  pair,
  type Size,
  type Tensor,
  unfold,
  type WindowOptions,
  windowOver,
} from "@tinytorch/tensor";
import { type Input, Module } from "../module.ts";
import { type ConvolutionLayerOptions, checkChannels, initialConvolution } from "./convolution.ts";

/** Options of a convolution. */
export interface ConvolutionOptions extends WindowOptions {
  /** In how many groups the channels are split; each output channel sees the input channels of its group (default 1). */
  groups?: number;
}

/**
 * A convolution is a matrix product: the weights of each group, `[O/g, C/g·kh·kw]`, times the patches as columns,
 * `[C/g·kh·kw, oh·ow]`. So the gradient is Σₙ G·columnsᵀ for the weights, and Wᵀ·G put back in place for the images.
 */
const operation: Operation<Required<ConvolutionOptions>> = {
  name: "conv2d",
  forward([x, weight], options) {
    const { columns, kernels, window } = asMatrices(x, weight, options);
    return kernels.matmul(columns).reshape([x.shape[0], weight.shape[0], ...window.output]);
  },
  save: ([x, weight]) => [x, weight],
  backward(g, step) {
    const [x, weight] = step.saved;
    const { columns, kernels, window } = asMatrices(x, weight, step.attributes);
    const [groups, outPerGroup] = kernels.shape;
    const gradient = g.reshape([x.shape[0], groups, outPerGroup, -1]);
    return [
      step.needs(0)
        ? fold(
            kernels
              .transpose(-1, -2)
              .matmul(gradient)
              .reshape([x.shape[0], x.shape[1], window.kernel[0] * window.kernel[1], -1]),
            window,
            x.shape,
          )
        : null,
      step.needs(1) ? gradient.matmul(columns.transpose(-1, -2)).sum(0).reshape(weight.shape) : null,
    ];
  },
};

function asMatrices(x: Tensor, weight: Tensor, options: Required<ConvolutionOptions>) {
  const { groups } = options;
  const [outChannels, channelsPerGroup, height, width] = weight.shape;
  const window = windowOver("conv2d", x, [height, width], options);
  const rows = channelsPerGroup * height * width;
  return {
    window,
    columns: unfold(x, window).reshape([x.shape[0], groups, rows, window.output[0] * window.output[1]]),
    kernels: weight.reshape([groups, outChannels / groups, rows]),
  };
}

/**
 * Correlates images `[N, C, H, W]` with kernels `[O, C/groups, kh, kw]`, and adds a bias `[O]`: `[N, O, oh, ow]`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
 * @throws RangeError when shapes do not fit, or an option is out of range
 */
export function conv2d(
  input: Input,
  weight: Input,
  bias: Input | null = null,
  { stride = 1, padding = 0, dilation = 1, groups = 1 }: ConvolutionOptions = {},
): Variable {
  checkChannels("conv2d", input.shape, weight.shape, bias?.shape, groups);
  const output = apply(operation, [asVariable(input), asVariable(weight)], {
    stride,
    padding,
    dilation,
    groups,
  });
  return bias === null ? output : output.add(asVariable(bias).reshape([-1, 1, 1]));
}

/** Options of a layer of convolutions over images. */
export interface Conv2dOptions extends ConvolutionOptions, ConvolutionLayerOptions {}

/**
 * A convolution over images: `[N, inChannels, H, W] -> [N, outChannels, oh, ow]`; see `conv2d`.
 *
 * Weights and bias start as U(−1/√n, 1/√n) with n = inChannels/groups · kh · kw, the weights drawn first.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
 * @throws RangeError when a size is out of range, or the input's channels are not `inChannels`
 */
export class Conv2d extends Module {
  readonly weight: Variable;
  readonly bias: Variable | null;
  readonly #options: ConvolutionOptions;

  constructor(inChannels: number, outChannels: number, kernelSize: Size, options: Conv2dOptions = {}) {
    super();
    const initial = initialConvolution("Conv2d", inChannels, outChannels, pair(kernelSize), options);
    this.weight = initial.weight;
    this.bias = initial.bias;
    this.#options = options;
  }

  override forward(input: Input): Variable {
    return conv2d(input, this.weight, this.bias, this.#options);
  }
}
