import { type Tensor, tensor } from "@tinytorch/tensor";
import { outputSizes } from "./output-size.ts";
import { place } from "./place.ts";
import { slidingWindow, type WindowOptions } from "./window.ts";

export type Conv2dOptions = WindowOptions & {
  /** A number for each output channel, [O], that is added to all of its places. None by default. */
  bias?: Tensor;
  /** In how many groups the channels are split: an output channel sees the input channels of its group. Default 1. */
  groups?: number;
};

/**
 * Slides kernels over images, in loops (https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html).
 *
 *   out[n, o, i, j] = bias[o] + Σ over c, u, v of x[n, c, i·s + u·d − p, j·s + v·d − p] · weight[o, c, u, v]
 *
 * with stride s, dilation d and padding p, along height and along width each its own; outside of the image x is 0. The
 * kernel is not turned round: in mathematics this is a correlation.
 *
 * @param x images [N, C, H, W]
 * @param weight kernels [O, C/groups, kh, kw]
 * @returns [N, O, oh, ow]
 * @throws RangeError when shapes do not fit, or an option is out of range
 */
export function conv2d(
  x: Tensor,
  weight: Tensor,
  { bias, groups = 1, ...options }: Conv2dOptions = {},
): Tensor {
  checkShapes(x, weight, bias, groups);
  const [batch, , height, width] = x.shape;
  const [outChannels, channelsPerGroup, kernelHeight, kernelWidth] = weight.shape;
  const window = slidingWindow("conv2d", [kernelHeight, kernelWidth], options);
  const { stride, padding, dilation } = window;
  const [outHeight, outWidth] = outputSizes(height, width, window);
  // Flat and row-major, whatever the strides were: place(x.shape, n, c, row, column) says where an element stands.
  const image = x.contiguous().data;
  const kernel = weight.contiguous().data;
  const offset = bias?.contiguous().data;
  // Each sum goes to its place(shape, n, o, i, j) in out, in float64, and is rounded once: the result is
  // tensor(out, { shape, dtype: x.dtype }).
  const shape = [batch, outChannels, outHeight, outWidth];
  const out = new Float64Array(batch * outChannels * outHeight * outWidth);
  // BEGIN SOLUTION
  // TODO: add up what the window sees, times the kernel, at every n, o, i, j
  for (let n = 0; n < batch; n += 1) {
    for (let o = 0; o < outChannels; o += 1) {
      const group = Math.floor(o / (outChannels / groups));
      const firstChannel = group * channelsPerGroup;
      for (let i = 0; i < outHeight; i += 1) {
        for (let j = 0; j < outWidth; j += 1) {
          let sum = offset?.[o] ?? 0;
          for (let c = 0; c < channelsPerGroup; c += 1) {
            for (let u = 0; u < kernelHeight; u += 1) {
              const row = i * stride[0] + u * dilation[0] - padding[0];
              if (row < 0 || row >= height) continue;
              for (let v = 0; v < kernelWidth; v += 1) {
                const column = j * stride[1] + v * dilation[1] - padding[1];
                if (column < 0 || column >= width) continue;
                const seen = image[place(x.shape, n, firstChannel + c, row, column)];
                sum += seen * kernel[place(weight.shape, o, c, u, v)];
              }
            }
          }
          out[place(shape, n, o, i, j)] = sum;
        }
      }
    }
  }
  return tensor(out, { shape, dtype: x.dtype });
  // END SOLUTION
}

function checkShapes(x: Tensor, weight: Tensor, bias: Tensor | undefined, groups: number): void {
  if (x.ndim !== 4) throw new RangeError(`conv2d: images must be [N, C, H, W], got [${x.shape.join(", ")}]`);
  if (weight.ndim !== 4) {
    throw new RangeError(`conv2d: kernels must be [O, C/groups, kh, kw], got [${weight.shape.join(", ")}]`);
  }
  if (!(Number.isInteger(groups) && groups >= 1 && weight.shape[0] % groups === 0)) {
    throw new RangeError(`conv2d: groups must divide ${weight.shape[0]} output channels, got ${groups}`);
  }
  if (x.shape[1] !== weight.shape[1] * groups) {
    throw new RangeError(
      `conv2d: kernels must have C/groups channels, got ${weight.shape[1]} for ${x.shape[1]} in ${groups} groups`,
    );
  }
  if (bias !== undefined && (bias.ndim !== 1 || bias.shape[0] !== weight.shape[0])) {
    throw new RangeError(`conv2d: a bias must be [${weight.shape[0]}], got [${bias.shape.join(", ")}]`);
  }
}
