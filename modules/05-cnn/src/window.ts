/** One number for height and width, or one for each. */
export type Size = number | readonly [height: number, width: number];

/** How a window slides over an image. */
export type WindowOptions = {
  /** How far the window moves from place to place. Default 1; in pooling the window's own size. */
  stride?: Size;
  /** How wide the margin is on each of the four sides. Default 0. */
  padding?: Size;
  /** How far apart the window's elements are. Default 1: they touch. */
  dilation?: Size;
};

/** A size along height and along width. */
export type Pair = readonly [height: number, width: number];

/** A window and how it slides, along height and along width. */
export type SlidingWindow = {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
};

/**
 * A window of that size with its options, defaults filled in: `slidingWindow("conv2d", 3)` has stride [1, 1].
 * @throws RangeError on sizes, strides and dilations that are not whole numbers >= 1, and on padding that is not >= 0
 */
export function slidingWindow(
  operation: string,
  kernel: Size,
  { stride = 1, padding = 0, dilation = 1 }: WindowOptions = {},
): SlidingWindow {
  const window = {
    kernel: pair(kernel),
    stride: pair(stride),
    padding: pair(padding),
    dilation: pair(dilation),
  };
  for (const [name, sizes] of Object.entries(window)) {
    const least = name === "padding" ? 0 : 1;
    if (sizes.length !== 2 || !sizes.every((size) => Number.isInteger(size) && size >= least)) {
      throw new RangeError(
        `${operation}: ${name} must be one or two whole numbers >= ${least}, got ${sizes.join(", ")}`,
      );
    }
  }
  return window;
}

/** 3 is [3, 3]. */
function pair(size: Size): Pair {
  return typeof size === "number" ? [size, size] : size;
}
