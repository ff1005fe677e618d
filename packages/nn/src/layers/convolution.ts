import { Variable } from "@tinytorch/autograd";
import { formatShape, type Shape, sizeOf, uniform } from "@tinytorch/tensor";
import { type InitialOptions, initialOptions } from "./initial-options.ts";
import { requireCounts } from "./require-counts.ts";

// What convolutions over one and over two dimensions share.

/** @throws RangeError unless kernels and bias fit the channels of the input, both of which `groups` must divide */
export function checkChannels(
  name: string,
  input: Shape,
  weight: Shape,
  bias: Shape | undefined,
  groups: number,
): void {
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

/** Options that convolution layers have besides how the window moves. */
export interface ConvolutionLayerOptions extends InitialOptions {
  /** In how many groups the channels are split (default 1). */
  groups?: number;
  /** Add a learned offset to each output channel (default true). */
  bias?: boolean;
}

/**
 * The parameters a convolution layer starts with: U(−1/√n, 1/√n) with n elements in a kernel, the weights drawn first.
 * @throws RangeError when a size is not a whole number ≥ 1, or `groups` does not divide both numbers of channels
 */
export function initialConvolution(
  layer: string,
  inChannels: number,
  outChannels: number,
  kernel: Shape,
  { groups = 1, bias = true, ...initial }: ConvolutionLayerOptions,
): { weight: Variable; bias: Variable | null } {
  requireCounts(layer, { inChannels, outChannels, groups });
  for (const kernelSize of kernel) requireCounts(layer, { kernelSize });
  if (inChannels % groups !== 0 || outChannels % groups !== 0) {
    throw new RangeError(
      `${layer}: groups must divide both numbers of channels, got ${groups} groups of ${inChannels} -> ${outChannels}`,
    );
  }
  const drawing = initialOptions(initial);
  const shape = [outChannels, inChannels / groups, ...kernel];
  const bound = 1 / Math.sqrt(sizeOf(shape.slice(1)));
  return {
    weight: new Variable(uniform(shape, -bound, bound, drawing)),
    bias: bias ? new Variable(uniform([outChannels], -bound, bound, drawing)) : null,
  };
}
