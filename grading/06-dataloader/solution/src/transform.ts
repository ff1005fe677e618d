import type { Tensor } from "@tinytorch/tensor";

/** Something done to the input of a sample. It gives back a tensor and leaves the one it is given as it was. */
export type Transform = (x: Tensor) => Tensor;

/**
 * Transforms one after another, the first one first: `compose(f, g)(x)` is g(f(x)). None at all leave x as it is.
 */
export function compose(...transforms: readonly Transform[]): Transform {
  // BEGIN SOLUTION
  // TODO: return a transform that hands x through all of them
  return (x) => transforms.reduce((result, transform) => transform(result), x);
  // END SOLUTION
}
