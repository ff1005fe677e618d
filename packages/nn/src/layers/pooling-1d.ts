import { asVariable, type Variable } from "@tinytorch/autograd";
import { layerOf } from "../layer-of.ts";
import type { Input } from "../module.ts";
import { averaged, maxPooled, readAveragePooling, readMaxPooling } from "./pooling.ts";
import { requireSequenceWindow } from "./sequence-window.ts";

// Pooling over sequences, which are images of height 1.

/** Options of max pooling over sequences; as for images, with one number each. */
export interface MaxPooling1dOptions {
  stride?: number;
  padding?: number;
  ceilMode?: boolean;
}

/** Options of average pooling over sequences; as for images, with one number each. */
export interface Pooling1dOptions extends MaxPooling1dOptions {
  countIncludePad?: boolean;
}

/**
 * The largest element under a window that slides over sequences: `[N, C, L] -> [N, C, l]`; see `maxPool2d`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html
 * @throws RangeError when the window does not fit, or an option is out of range
 */
export function maxPool1d(input: Input, kernelSize: number, options: MaxPooling1dOptions = {}): Variable {
  const { ceilMode } = readMaxPooling("maxPool1d", options);
  const x = asVariable(input);
  const movement = along("maxPool1d", x, kernelSize, options, ceilMode);
  return maxPooled("maxPool1d", x.unsqueeze(2), [1, kernelSize], { ...options, ...movement }).squeeze(2);
}

/**
 * The mean under a window that slides over sequences: `[N, C, L] -> [N, C, l]`; see `avgPool2d`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html
 * @throws RangeError when the window does not fit, or an option is out of range
 */
export function avgPool1d(input: Input, kernelSize: number, options: Pooling1dOptions = {}): Variable {
  const { ceilMode } = readAveragePooling("avgPool1d", options);
  const x = asVariable(input);
  const movement = along("avgPool1d", x, kernelSize, options, ceilMode);
  return averaged("avgPool1d", x.unsqueeze(2), [1, kernelSize], { ...options, ...movement }).squeeze(2);
}

/** How the window moves over images of height 1. */
function along(
  name: string,
  { shape }: Variable,
  kernelSize: number,
  { stride = kernelSize, padding = 0 }: MaxPooling1dOptions,
  ceilMode: boolean,
) {
  requireSequenceWindow(name, shape, kernelSize, { stride, padding }, ceilMode);
  if (padding > kernelSize / 2)
    throw new RangeError(`${name}: padding must be at most half the window, got ${padding} for ${kernelSize}`);
  return { stride: [1, stride], padding: [0, padding] } as const;
}

/** `maxPool1d` as a layer. */
export class MaxPool1d extends layerOf(maxPool1d, (_, options = {}) => {
  readMaxPooling("MaxPool1d", options);
}) {}

/** `avgPool1d` as a layer. */
export class AvgPool1d extends layerOf(avgPool1d, (_, options = {}) => {
  readAveragePooling("AvgPool1d", options);
}) {}
