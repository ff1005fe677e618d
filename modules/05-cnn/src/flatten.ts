import type { Arithmetic } from "@tinytorch/tensor";
import type { Layer } from "./layer.ts";

/**
 * All dimensions from `start` on made one, in row-major order: [N, C, H, W] -> [N, C·H·W] with start 1, which keeps the batch.
 * A negative start counts from the end, −1 is the last.
 * https://docs.pytorch.org/docs/stable/generated/torch.flatten.html
 * @throws RangeError when there is no such dimension: `flatten: start must be a dimension of [2, 3], got 2`
 */
export function flatten<T extends Arithmetic<T>>(x: T, start = 1): T {
  throw new Error("TODO(05-cnn): keep the sizes before start, and multiply the others");
}

/** `flatten` as a layer, for between convolutions and a Linear. */
export class Flatten<T extends Arithmetic<T>> implements Layer<T> {
  readonly start: number;

  constructor(start = 1) {
    this.start = start;
  }

  forward(x: T): T {
    return flatten(x, this.start);
  }

  parameters(): readonly T[] {
    return [];
  }
}
