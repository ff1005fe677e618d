import { type Arithmetic, type Generator, type Tensor, uniform } from "@tinytorch/tensor";
import type { Layer } from "./layer.ts";
import { outputSizes } from "./output-size.ts";
import { type Size, type SlidingWindow, slidingWindow, type WindowOptions } from "./window.ts";

export type ConvLayerOptions<T> = WindowOptions & {
  /** In how many groups the channels are split. Default 1. */
  groups?: number;
  /** Whether each output channel has a number that is added to it. Default true. */
  bias?: boolean;
  /** Where the first values come from. */
  generator: Generator;
  /** Makes a parameter of its first values: `(initial) => initial` for tensors. */
  parameter: (initial: Tensor) => T;
};

/**
 * A layer of convolutions, [N, inChannels, H, W] -> [N, outChannels, oh, ow], as one matrix product
 * (https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html). The numbers are those of `conv2d`.
 *
 *   columns = x.unfold2d(kernel, options)        [N, C, kh·kw, oh·ow]
 *   out = weight · columns + bias                with C and kh·kw made one
 *
 * Weights [outChannels, inChannels/groups, kh, kw] and bias [outChannels] start evenly spread over ±1/√n, where n is the
 * number of elements that one output sees: inChannels/groups · kh · kw. The weights are drawn first.
 *
 * @throws RangeError when groups do not divide both numbers of channels, when the images have other channels, or when an
 * option is out of range
 */
export class Conv2d<T extends Arithmetic<T>> implements Layer<T> {
  readonly weight: T;
  readonly bias: T | null;
  readonly groups: number;
  readonly window: SlidingWindow;

  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    { groups = 1, bias = true, generator, parameter, ...options }: ConvLayerOptions<T>,
  ) {
    this.window = slidingWindow("Conv2d", kernelSize, options);
    this.groups = groups;
    checkChannels(inChannels, outChannels, groups);
    const [kernelHeight, kernelWidth] = this.window.kernel;
    // uniform(shape, −bound, bound, { generator }) draws first values, and parameter(…) makes what is learned of them.
    throw new Error("TODO(05-cnn): draw weights and bias, and make each a parameter");
  }

  forward(x: T): T {
    const { weight, bias, groups, window } = this;
    const [outChannels, channelsPerGroup, kernelHeight, kernelWidth] = weight.shape;
    if (x.shape.length !== 4 || x.shape[1] !== channelsPerGroup * groups) {
      throw new RangeError(
        `Conv2d: images must be [N, ${channelsPerGroup * groups}, H, W], got [${x.shape.join(", ")}]`,
      );
    }
    const [batch, , height, width] = x.shape;
    const [outHeight, outWidth] = outputSizes(height, width, window);
    // A product for each group: [groups, O/groups, C/groups·kh·kw] times [N, groups, C/groups·kh·kw, oh·ow].
    throw new Error("TODO(05-cnn): multiply each group's weights with its channels' columns, add the bias");
  }

  parameters(): readonly T[] {
    throw new Error("TODO(05-cnn): weight first, then bias when there is one");
  }
}

function checkChannels(inChannels: number, outChannels: number, groups: number): void {
  for (const [name, count] of Object.entries({ inChannels, outChannels, groups })) {
    if (!(Number.isInteger(count) && count >= 1)) {
      throw new RangeError(`Conv2d: ${name} must be a whole number >= 1, got ${count}`);
    }
  }
  if (inChannels % groups !== 0 || outChannels % groups !== 0) {
    throw new RangeError(
      `Conv2d: groups must divide both numbers of channels, got ${groups} for ${inChannels} and ${outChannels}`,
    );
  }
}
