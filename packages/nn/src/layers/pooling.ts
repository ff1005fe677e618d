import { type Algebra, apply, asVariable, type Operation, unary, type Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { type DType, type Shape, type Size, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import {
  fold,
  formatShape,
  isFloat,
  type Pair,
  pair,
  pool,
  type SlidingWindow,
  sizeOf,
  windowOver,
} from "@tinytorch/tensor/internal";
import { layerOf } from "../layer-of.ts";
import type { Input } from "../module.ts";
import { fold as foldOperation } from "./fold.ts";

/** Options of max pooling. */
export interface MaxPoolingOptions {
  /** How far the window moves from place to place (default: its own size, so that windows touch). */
  stride?: Size;
  /** The margin around each image, at most half the window (default 0). */
  padding?: Size;
  /** Let the last window hang over the right and the lower edge, as long as it begins before it (default false). */
  ceilMode?: boolean;
}

/** Options of average pooling. */
export interface PoolingOptions extends MaxPoolingOptions {
  /** Count the margin among what the mean is over, as zeros (default true). What a window hangs over is never counted. */
  countIncludePad?: boolean;
}

/** The rules of those that say yes or no, and the names of the others. */
const maxTable = { ceilMode: rules.flag.or(false) };
const averageTable = { ...maxTable, countIncludePad: rules.flag.or(true) };
const moving = ["stride", "padding"];

/** The largest under each window; the gradient goes to where it stood */
const largest: Operation<SlidingWindow> = {
  name: "maxPool2d",
  forward: ([x], window) => pool("max", x, window),
  save: ([x], _output, window) => [pool("argmax", x, window)],
  backward(g, context) {
    const shape = context.shapeOf(0);
    const places = [shape[0], shape[1], sizeOf(context.attributes.output)];
    const [winners] = context.saved;
    const flat = zeros([shape[0], shape[1], shape[2] * shape[3]], { dtype: g.dtype });
    return [flat.scatterAdd_(2, winners.reshape(places), g.reshape(places)).reshape(shape)];
  },
  differentiable(g, context) {
    const shape = context.shapeOf(0);
    const places = [shape[0], shape[1], sizeOf(context.attributes.output)];
    return [context.apply(putBack, [g], { winners: context.saved[0].data.reshape(places), shape })];
  },
};

/** What windows give, added up where the largest element under each stood; each gradient is found there again */
const putBack = unary("maxPool2d put back", {
  forward(x, { winners, shape }: { winners: Tensor; shape: Shape }) {
    const flat = zeros([shape[0], shape[1], shape[2] * shape[3]], { dtype: x.dtype });
    return flat.scatterAdd_(2, winners, x.reshape(winners.shape)).reshape(shape);
  },
  gradient: (g, _, context) => pick(g, context.attributes.winners, context.shapeOf(0)),
  differentiable: (g, _, context) => pick(g, context.attributes.winners, context.shapeOf(0)),
});

function pick<T extends Algebra<T>>(images: T, winners: Tensor, output: Shape): T {
  const { shape } = images;
  return images
    .reshape([shape[0], shape[1], shape[2] * shape[3]])
    .gather(2, winners)
    .reshape(output);
}

/**
 * The largest element under a window that slides over images: `[N, C, H, W] -> [N, C, oh, ow]`. The margin counts as −∞, and
 * a tie's gradient goes to the first. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
 * @throws RangeError when the window does not fit, or an option is out of range
 */
export function maxPool2d(input: Input, kernelSize: Size, options: MaxPoolingOptions = {}): Variable {
  return maxPooled("maxPool2d", asVariable(input), kernelSize, options);
}

/** `maxPool2d` for whoever has another name. */
export function maxPooled(name: string, x: Variable, kernelSize: Size, options: MaxPoolingOptions): Variable {
  const { ceilMode } = readMaxPooling(name, options);
  const { window, over } = poolingWindow(name, x.data, kernelSize, options, ceilMode);
  return apply(largest, [hungOver(x, over, lowest(x.dtype))], window);
}

/** What loses to every other element. */
function lowest(dtype: DType): number {
  if (isFloat(dtype)) return Number.NEGATIVE_INFINITY;
  return dtype === "bool" ? 0 : -(2 ** 31);
}

/** Images with as much more on their right and below as the last windows hang over them. */
function hungOver(x: Variable, [below, right]: Pair, value: number): Variable {
  return below === 0 && right === 0 ? x : x.pad([0, right, 0, below], value);
}

/** The share of each element under each window, as columns. */
function spread<T extends Algebra<T>>(g: T, shape: Shape, window: SlidingWindow): T {
  const taps = window.kernel[0] * window.kernel[1];
  const places = sizeOf(window.output);
  return g.div(taps).reshape([shape[0], shape[1], 1, places]).expand([-1, -1, taps, -1]);
}

/** The mean under each window; every element under it gets an equal share of the gradient */
const average: Operation<SlidingWindow> = {
  name: "avgPool2d",
  forward: ([x], window) => pool("mean", x, window),
  backward(g, context) {
    const { attributes: window } = context;
    const shape = context.shapeOf(0);
    return [fold(spread(g, shape, window), window, shape)];
  },
  differentiable(g, context) {
    const { attributes: window } = context;
    const shape = context.shapeOf(0);
    return [context.apply(foldOperation, [spread(g, shape, window)], { window, shape })];
  },
};

/**
 * The mean under a window that slides over images: `[N, C, H, W] -> [N, C, oh, ow]`. The margin counts, as zeros, unless
 * `countIncludePad` is false. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
 * @throws RangeError when the window does not fit, or an option is out of range
 */
export function avgPool2d(input: Input, kernelSize: Size, options: PoolingOptions = {}): Variable {
  return averaged("avgPool2d", asVariable(input), kernelSize, options);
}

/** `avgPool2d` for whoever has another name. */
export function averaged(name: string, x: Variable, kernelSize: Size, options: PoolingOptions): Variable {
  const { ceilMode, countIncludePad } = readAveragePooling(name, options);
  const { window, over } = poolingWindow(name, x.data, kernelSize, options, ceilMode);
  const means = apply(average, [hungOver(x, over, 0)], window);
  const isWhole = over[0] === 0 && over[1] === 0 && (countIncludePad || Math.max(...window.padding) === 0);
  return isWhole ? means : means.mul(corrections(x, window, countIncludePad));
}

/** By what a mean over all of a window is multiplied where fewer elements count, `[oh, ow]`. */
function corrections({ shape, dtype }: Variable, window: SlidingWindow, countIncludePad: boolean): Tensor {
  const { kernel, stride, padding, output } = window;
  const along = (side: 0 | 1): number[] => {
    const size = shape[2 + side];
    return Array.from({ length: output[side] }, (_, place) => {
      const start = place * stride[side] - padding[side];
      const [first, last] = countIncludePad ? [start, size + padding[side]] : [Math.max(start, 0), size];
      return kernel[side] / (Math.min(start + kernel[side], last) - first);
    });
  };
  const [rows, columns] = [along(0), along(1)];
  return tensor(
    rows.map((row) => columns.map((column) => row * column)),
    { dtype },
  );
}

function poolingWindow(
  name: string,
  x: Tensor,
  kernelSize: Size,
  { stride = kernelSize, padding = 0 }: MaxPoolingOptions,
  ceilMode: boolean,
): { readonly window: SlidingWindow; readonly over: Pair } {
  const window = windowOver(name, x, kernelSize, { stride, padding }, ceilMode);
  const { kernel, padding: margin } = window;
  if (margin[0] > kernel[0] / 2 || margin[1] > kernel[1] / 2) {
    throw new RangeError(
      `${name}: padding must be at most half the window, got ${formatShape(pair(padding))} for ${formatShape(kernel)}`,
    );
  }
  if (!ceilMode) return { window, over: [0, 0] };
  const [rows, columns] = [overhang(x.shape[2], window, 0), overhang(x.shape[3], window, 1)];
  if (rows.places === 0 || columns.places === 0)
    throw new RangeError(`${name}: images must have elements, got ${formatShape(x.shape)}`);
  return {
    window: { ...window, output: [rows.places, columns.places] },
    over: [rows.over, columns.over],
  };
}

/** How many places there are along a side when the last window may hang over the edge, and how far it does. */
function overhang(
  size: number,
  { kernel, stride, padding, output }: SlidingWindow,
  side: 0 | 1,
): { readonly places: number; readonly over: number } {
  const room = size + 2 * padding[side];
  const most = output[side];
  // A window that began behind the image would see nothing of it.
  const places = (most - 1) * stride[side] >= size + padding[side] ? most - 1 : most;
  return { places, over: Math.max((places - 1) * stride[side] + kernel[side] - room, 0) };
}

/** What is said yes or no to in max pooling; a layer looks when it is made. */
export function readMaxPooling(
  name: string,
  options: MaxPoolingOptions,
): Required<Pick<MaxPoolingOptions, "ceilMode">> {
  rules.requireKnown(name, [...moving, ...Object.keys(maxTable)], options);
  return rules.readOptions(name, maxTable, options, moving);
}

/** What is said yes or no to in average pooling; a layer looks when it is made. */
export function readAveragePooling(
  name: string,
  options: PoolingOptions,
): Required<Pick<PoolingOptions, "ceilMode" | "countIncludePad">> {
  rules.requireKnown(name, [...moving, ...Object.keys(averageTable)], options);
  return rules.readOptions(name, averageTable, options, moving);
}

/** `maxPool2d` as a layer. */
export class MaxPool2d extends layerOf(maxPool2d, (_, options = {}) => {
  readMaxPooling("MaxPool2d", options);
}) {}

/** `avgPool2d` as a layer. */
export class AvgPool2d extends layerOf(avgPool2d, (_, options = {}) => {
  readAveragePooling("AvgPool2d", options);
}) {}
