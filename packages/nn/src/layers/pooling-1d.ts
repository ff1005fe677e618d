import { asVariable, type Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { formatShape } from "@tinytorch/tensor/internal";
import { layerOf } from "../layer-of.ts";
import type { Input } from "../module.ts";
import { averaged, maxPooled, readAveragePooling, readMaxPooling } from "./pooling.ts";

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
  readMaxPooling("maxPool1d", options);
  const x = asRows("maxPool1d", input);
  return maxPooled("maxPool1d", x, [1, kernelSize], { ...options, ...along("maxPool1d", kernelSize, options) }).squeeze(
    2,
  );
}

/**
 * The mean under a window that slides over sequences: `[N, C, L] -> [N, C, l]`; see `avgPool2d`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html
 * @throws RangeError when the window does not fit, or an option is out of range
 */
export function avgPool1d(input: Input, kernelSize: number, options: Pooling1dOptions = {}): Variable {
  readAveragePooling("avgPool1d", options);
  const x = asRows("avgPool1d", input);
  return averaged("avgPool1d", x, [1, kernelSize], { ...options, ...along("avgPool1d", kernelSize, options) }).squeeze(
    2,
  );
}

function asRows(name: string, input: Input): Variable {
  const x = asVariable(input);
  if (x.ndim !== 3) throw new RangeError(`${name}: sequences must be [N, C, length], got ${formatShape(x.shape)}`);
  return x.unsqueeze(2);
}

function along(name: string, kernelSize: number, { stride = kernelSize, padding = 0 }: MaxPooling1dOptions) {
  rules.requireEach(name, rules.count, { kernelSize, stride });
  rules.requireEach(name, rules.wholeNonNegative, { padding });
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
