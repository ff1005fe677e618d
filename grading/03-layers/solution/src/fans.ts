import type { Shape } from "@tinytorch/tensor";

/** How many numbers meet in a layer. */
export type Fans = {
  /** How many inputs each output is made of. */
  readonly fanIn: number;
  /** How many outputs each input goes into. */
  readonly fanOut: number;
};

/**
 * The fans of a weight, `[out, in]`: fanIn = in, fanOut = out. The kernel of a convolution, `[out, in, height, width]`, sees
 * height · width places at once: both fans are that many times as large. So it is for any number of sizes after the first two.
 * @param name whose error it is
 * @throws RangeError on a shape with fewer than 2 dimensions, like `xavierUniform: a shape must have at least 2 dimensions, got [3]`
 */
export function fansOf(name: string, shape: Shape): Fans {
  if (shape.length < 2) {
    throw new RangeError(`${name}: a shape must have at least 2 dimensions, got [${shape}]`);
  }
  // BEGIN SOLUTION
  // TODO: read both fans from the shape, kernel included
  const [outFeatures, inFeatures, ...kernel] = shape;
  const places = kernel.reduce((product, size) => product * size, 1);
  return { fanIn: inFeatures * places, fanOut: outFeatures * places };
  // END SOLUTION
}
