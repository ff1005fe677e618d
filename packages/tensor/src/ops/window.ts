import { isFloat } from "../core/dtype.ts";
import { promote, requireFloats, requireNumbers } from "../core/promotion.ts";
import { sizeOf } from "../core/shape.ts";
import { Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";
import type { SlidingWindow } from "../kernels/contract/kernels.ts";
import type { PoolOperation } from "../kernels/contract/operations.ts";

/**
 * Correlates images `[N, C, H, W]` with kernels `[O, C/groups, kh, kw]` under a window of their size: `[N, O, oh, ow]`. The
 * channels must be known to fit.
 * @throws TypeError on truth values
 */
export function convolve(x: Tensor, weight: Tensor, window: SlidingWindow, groups: number): Tensor {
  const dtype = promote(x.dtype, x.ndim, weight.dtype, weight.ndim);
  requireNumbers("conv2d", dtype);
  if (!isFloat(dtype)) return convolveWholes(x, weight, window, groups);
  const out = Tensor.allocate([x.shape[0], weight.shape[0], ...window.output], dtype);
  activeKernels().conv2d(x.to(dtype).contiguous(), weight.to(dtype).contiguous(), window, groups, out);
  return out;
}

/** By a matrix product, for kernels convolve floats: the weights of each group times the patches as columns. */
function convolveWholes(x: Tensor, weight: Tensor, window: SlidingWindow, groups: number): Tensor {
  const [images, outputs, patch] = [x.shape[0], weight.shape[0], sizeOf(weight.shape.slice(1))];
  const columns = x.unfold2d(window.kernel, window).reshape([images, groups, patch, sizeOf(window.output)]);
  const product = weight.reshape([groups, outputs / groups, patch]).matmul(columns);
  return product.reshape([images, outputs, ...window.output]);
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

/** What a window sees from each of its places, as columns, with zeros in the margin: the gradient of `fold`. */
export function unfold(x: Tensor, window: SlidingWindow): Tensor {
  const [images, channels] = x.shape;
  const out = Tensor.allocate([images, channels, sizeOf(window.kernel), sizeOf(window.output)], x.dtype);
  activeKernels().unfold(x.contiguous(), window, 0, out);
  return out;
}

/** Adds columns back to where `unfold2d` took them from, onto images of the given shape (col2im). */
export function fold(columns: Tensor, window: SlidingWindow, shape: readonly number[]): Tensor {
  const out = Tensor.allocate(shape, columns.dtype);
  activeKernels().fold(columns.contiguous(), window, out);
  return out;
}
