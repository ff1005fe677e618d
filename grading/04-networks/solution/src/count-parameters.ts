import type { Arithmetic } from "@tinytorch/tensor";
import type { Layer } from "./layer.ts";

/**
 * How many numbers a layer or a network learns. A parameter of shape [2, 3] has 6, one of shape [] has 1, and one that is used in
 * several places counts once.
 */
export function countParameters<T extends Arithmetic<T>>(model: Layer<T>): number {
  // BEGIN SOLUTION
  // TODO: add up the sizes of its parameters, each object once
  const sizes = Array.from(new Set(model.parameters()), ({ shape }) =>
    shape.reduce((product, size) => product * size, 1),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
  // END SOLUTION
}
