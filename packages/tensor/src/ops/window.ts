import { isFloat } from "../core/dtype.ts";
import { promote, requireFloats, requireNumbers } from "../core/promotion.ts";
import { formatShape } from "../core/shape.ts";
import { Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";
import type { Pair, SlidingWindow } from "../kernels/contract/kernels.ts";
import type { PoolOperation } from "../kernels/contract/operations.ts";

/** One number for height and width, or one for each. */
export type Size = number | Pair;

/** How a window slides over images. */
export interface WindowOptions {
  /** How far the window moves from place to place (default 1 for convolutions, the window's own size for pooling). */
  stride?: Size;
  /** The margin around each image (default 0). */
  padding?: Size;
  /** How far apart the window's elements are (default 1: they touch). */
  dilation?: Size;
}

/** A size along height and along width. */
export function pair(size: Size): Pair {
  return typeof size === "number" ? [size, size] : size;
}

/**
 * Where a window goes on images `[N, C, H, W]`: ⌊(size + 2 · padding − dilation · (kernel − 1) − 1) / stride⌋ + 1 places
 * along each side.
 * @throws RangeError on another number of dimensions, an option that is not a whole number in range, or a window that is
 *   larger than the padded image
 */
export function windowOver(
  operation: string,
  x: Tensor,
  size: Size,
  { stride = 1, padding = 0, dilation = 1 }: WindowOptions = {},
): SlidingWindow {
  if (x.ndim !== 4) {
    throw new RangeError(`${operation}: images must be [N, C, height, width], got ${formatShape(x.shape)}`);
  }
  const options = {
    kernel: pair(size),
    stride: pair(stride),
    padding: pair(padding),
    dilation: pair(dilation),
  };
  for (const [name, values] of Object.entries(options)) {
    const least = name === "padding" ? 0 : 1;
    if (values.length !== 2 || !values.every((value) => Number.isInteger(value) && value >= least)) {
      throw new RangeError(
        `${operation}: ${name} must be whole numbers ≥ ${least}, one or two, got ${formatShape(values)}`,
      );
    }
  }
  const places = (side: 0 | 1): number => {
    const room = x.shape[2 + side] + 2 * options.padding[side];
    const reach = options.dilation[side] * (options.kernel[side] - 1) + 1;
    if (reach > room) {
      throw new RangeError(
        `${operation}: the window must fit in the padded image, got a window of ${formatShape(options.kernel)} on ${formatShape(x.shape)}`,
      );
    }
    return Math.floor((room - reach) / options.stride[side]) + 1;
  };
  return { ...options, output: [places(0), places(1)] };
}

/**
 * Correlates images `[N, C, H, W]` with kernels `[O, C/groups, kh, kw]` under a window of their size: `[N, O, oh, ow]`. The
 * channels must be known to fit.
 * @throws TypeError on truth values
 */
export function convolve(x: Tensor, weight: Tensor, window: SlidingWindow, groups: number): Tensor {
  const dtype = promote(x.dtype, x.ndim, weight.dtype, weight.ndim);
  requireNumbers("conv2d", dtype);
  // Kernels multiply floats; in float64 whole numbers stay exact.
  const floats = isFloat(dtype) ? dtype : "float64";
  const out = Tensor.allocate([x.shape[0], weight.shape[0], ...window.output], floats);
  activeKernels().conv2d(x.to(floats).contiguous(), weight.to(floats).contiguous(), window, groups, out);
  return out.to(dtype);
}

/** What the window sees from each of its places, as columns: `[N, C, H, W] -> [N, C, kh·kw, oh·ow]` (im2col). */
export function unfold(x: Tensor, window: SlidingWindow, padding = 0): Tensor {
  const { kernel, output } = window;
  const shape = [x.shape[0], x.shape[1], kernel[0] * kernel[1], output[0] * output[1]];
  const out = Tensor.allocate(shape, x.dtype);
  activeKernels().unfold(x.contiguous(), window, padding, out);
  return out;
}

/**
 * The largest element under each place of a window without gaps, its position in its flattened plane (the first one's, as int32), or the
 * mean: `[N, C, H, W] -> [N, C, oh, ow]`. The margin must be smaller than the window; it has no elements, but the mean counts it.
 * @throws TypeError on a mean of elements that are not floats
 */
export function pool(operation: PoolOperation, x: Tensor, window: SlidingWindow): Tensor {
  if (operation === "mean") requireFloats("pool", x.dtype);
  const out = Tensor.allocate([x.shape[0], x.shape[1], ...window.output], operation === "argmax" ? "int32" : x.dtype);
  activeKernels().pool(operation, x.contiguous(), window, out);
  return out;
}

/** Adds columns back to where `unfold` took them from, onto images of the given shape (col2im). */
export function fold(columns: Tensor, window: SlidingWindow, shape: readonly number[]): Tensor {
  const out = Tensor.allocate(shape, columns.dtype);
  activeKernels().fold(columns.contiguous(), window, out);
  return out;
}
