import { asVariable, type Variable } from "@tinytorch/autograd";
import { type Input, Module } from "../module.ts";
import { conv2d } from "./conv2d.ts";
import { type ConvolutionLayerOptions, checkChannels, initialConvolution } from "./convolution.ts";

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
  { stride = 1, padding = 0, dilation = 1, groups = 1 }: Convolution1dOptions = {},
): Variable {
  checkChannels("conv1d", input.shape, weight.shape, bias?.shape, groups);
  const [images, kernels] = [asVariable(input).unsqueeze(2), asVariable(weight).unsqueeze(2)];
  return conv2d(images, kernels, bias, {
    stride: [1, stride],
    padding: [0, padding],
    dilation: [1, dilation],
    groups,
  }).squeeze(2);
}

/** Options of a layer of convolutions over sequences. */
export interface Conv1dOptions extends Convolution1dOptions, ConvolutionLayerOptions {}

/**
 * A convolution over sequences: `[N, inChannels, L] -> [N, outChannels, l]`; see `conv1d`.
 *
 * Weights and bias start as U(−1/√n, 1/√n) with n = inChannels/groups · k, the weights drawn first.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html
 * @throws RangeError when a size is out of range, or the input's channels are not `inChannels`
 */
export class Conv1d extends Module {
  readonly weight: Variable;
  readonly bias: Variable | null;
  readonly #options: Convolution1dOptions;

  constructor(inChannels: number, outChannels: number, kernelSize: number, options: Conv1dOptions = {}) {
    super();
    const initial = initialConvolution("Conv1d", inChannels, outChannels, [kernelSize], options);
    this.weight = initial.weight;
    this.bias = initial.bias;
    this.#options = options;
  }

  override forward(input: Input): Variable {
    return conv1d(input, this.weight, this.bias, this.#options);
  }
}
