import { type Shape, type Tensor, zeros } from "@tinytorch/tensor";
import { evaluating } from "./evaluating.ts";
import type { Layer } from "./layer.ts";
import { Sequential } from "./sequential.ts";

/** A line of a summary. */
export type LayerSummary = {
  /** The layer's path, such as `0` or `1.2`. */
  readonly name: string;
  /** The name of its class. */
  readonly type: string;
  readonly outputShape: Shape;
  /** How many numbers it learns, without those that an earlier line has counted. */
  readonly parameters: number;
};

/**
 * What happens to an input of this shape on its way through a network, a line for each layer, in the order in which they run. A
 * `Sequential` in a `Sequential` is opened; every other layer is one line, with all that is inside. The parameters of all lines add up to
 * `countParameters(model)`. A model that is no `Sequential` is a single line with the name "".
 *
 * Zeros go through, in evaluation: looking at a network draws no random numbers, and leaves every switch where it was.
 */
export function summary(model: Layer<Tensor>, inputShape: Shape): readonly LayerSummary[] {
  const lines: LayerSummary[] = [];
  const counted = new Set<Tensor>();
  /** Sends x through a layer, writes its lines, and gives back what came out. `name` is the layer's path. */
  const through = (name: string, layer: Layer<Tensor>, x: Tensor): Tensor => {
    throw new Error("TODO(04-networks): open a Sequential; of any other layer write a line");
  };
  throw new Error("TODO(04-networks): send zeros of that shape through the model, by `evaluating`");
}
