import { rules } from "@tinytorch/options";
import type { Pair, SlidingWindow } from "../kernels/contract/kernels.ts";
import { formatShape, type Shape } from "./shape.ts";

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

/** How a window that is to be seen as columns slides over images. */
export interface UnfoldOptions extends WindowOptions {
  /** What the margin holds (default 0). */
  fill?: number;
}

/** A size along height and along width. */
export function pair(size: Size): Pair {
  if (typeof size === "number") return [size, size];
  // What is no list, from plain JavaScript, is left for windowOver to refuse.
  return isList(size) ? [...size] : size;
}

function isList(size: Size): size is Pair {
  return Array.isArray(size);
}

/**
 * Where a window goes on images `[N, C, H, W]`: ⌊(size + 2 · padding − dilation · (kernel − 1) − 1) / stride⌋ + 1 places
 * along each side.
 * @param mayHangOver whether the last window may reach over the edge: one more place where something is left
 * @throws RangeError on another number of dimensions, an option that is not a whole number in range, or a window that is
 *   larger than the padded image, and with `mayHangOver` by a stride or more
 */
export function windowOver(
  operation: string,
  { shape }: { readonly shape: Shape },
  size: Size,
  { stride = 1, padding = 0, dilation = 1 }: WindowOptions = {},
  mayHangOver = false,
): SlidingWindow {
  if (shape.length !== 4) {
    throw new RangeError(`${operation}: images must be [N, C, height, width], got ${formatShape(shape)}`);
  }
  const options = {
    kernel: pair(size),
    stride: pair(stride),
    padding: pair(padding),
    dilation: pair(dilation),
  };
  for (const [name, values] of Object.entries(options)) {
    const least = name === "padding" ? 0 : 1;
    if (
      !Array.isArray(values) ||
      values.length !== 2 ||
      !Array.from(values).every((value) => Number.isInteger(value) && value >= least)
    ) {
      throw new RangeError(
        `${operation}: ${name} must be whole numbers ≥ ${least}, one or two, got ${rules.shown(values)}`,
      );
    }
  }
  const places = (side: 0 | 1): number => {
    const over = mayHangOver ? options.stride[side] - 1 : 0;
    const room = shape[2 + side] + 2 * options.padding[side] + over;
    const reach = options.dilation[side] * (options.kernel[side] - 1) + 1;
    if (reach > room) {
      throw new RangeError(
        `${operation}: the window must fit in the padded image, got a window of ${formatShape(options.kernel)} on ${formatShape(shape)}`,
      );
    }
    return Math.floor((room - reach) / options.stride[side]) + 1;
  };
  return { ...options, output: [places(0), places(1)] };
}

/**
 * The window of `unfold2d`, and what its margin holds. Whoever keeps a window in one object, with its size, may hand over all of it.
 * @throws RangeError as `windowOver` does, and on an unknown option
 */
export function unfoldWindow(
  images: { readonly shape: Shape },
  size: Size,
  options: UnfoldOptions = {},
): SlidingWindow & { readonly fill: number } {
  rules.requireKnown("unfold2d", ["stride", "padding", "dilation", "fill"], options, ["kernel", "output"]);
  const { fill = 0 } = options;
  return { ...windowOver("unfold2d", images, size, options), fill };
}
