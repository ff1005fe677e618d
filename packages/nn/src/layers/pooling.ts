import { type Algebra, apply, asVariable, type Operation, unary, type Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { type Shape, type Size, type Tensor, zeros } from "@tinytorch/tensor";
import { fold, formatShape, pair, pool, type SlidingWindow, sizeOf, windowOver } from "@tinytorch/tensor/internal";
import { layerOf } from "../layer-of.ts";
import type { Input } from "../module.ts";
import { fold as foldOperation } from "./fold.ts";

/** Options of pooling. */
export interface PoolingOptions {
  /** How far the window moves from place to place (default: its own size, so that windows touch). */
  stride?: Size;
  /** The margin around each image, at most half the window (default 0). */
  padding?: Size;
}

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
export function maxPool2d(input: Input, kernelSize: Size, options: PoolingOptions = {}): Variable {
  const x = asVariable(input);
  return apply(largest, [x], poolingWindow("maxPool2d", x.data, kernelSize, options));
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
 * The mean under a window that slides over images: `[N, C, H, W] -> [N, C, oh, ow]`. The margin counts, as zeros.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
 * @throws RangeError when the window does not fit, or an option is out of range
 */
export function avgPool2d(input: Input, kernelSize: Size, options: PoolingOptions = {}): Variable {
  const x = asVariable(input);
  return apply(average, [x], poolingWindow("avgPool2d", x.data, kernelSize, options));
}

function requirePoolingOptions(name: string, options: PoolingOptions): void {
  rules.requireKnown(name, ["stride", "padding"], options);
}

function poolingWindow(name: string, x: Tensor, kernelSize: Size, options: PoolingOptions): SlidingWindow {
  requirePoolingOptions(name, options);
  const { stride = kernelSize, padding = 0 } = options;
  const window = windowOver(name, x, kernelSize, { stride, padding });
  const { kernel, padding: margin } = window;
  if (margin[0] > kernel[0] / 2 || margin[1] > kernel[1] / 2) {
    throw new RangeError(
      `${name}: padding must be at most half the window, got ${formatShape(pair(padding))} for ${formatShape(kernel)}`,
    );
  }
  return window;
}

/** `maxPool2d` as a layer. */
export class MaxPool2d extends layerOf(maxPool2d, (_, options = {}) => {
  requirePoolingOptions("MaxPool2d", options);
}) {}

/** `avgPool2d` as a layer. */
export class AvgPool2d extends layerOf(avgPool2d, (_, options = {}) => {
  requirePoolingOptions("AvgPool2d", options);
}) {}
