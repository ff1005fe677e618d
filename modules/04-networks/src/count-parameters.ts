import type { Arithmetic } from "@tinytorch/tensor";
import type { Layer } from "./layer.ts";

/**
 * How many numbers a layer or a network learns. A parameter of shape [2, 3] has 6, one of shape [] has 1, and one that is used in
 * several places counts once.
 */
export function countParameters<T extends Arithmetic<T>>(model: Layer<T>): number {
  throw new Error("TODO(04-networks): add up the sizes of its parameters, each object once");
}
