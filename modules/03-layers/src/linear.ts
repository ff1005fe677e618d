import { type Arithmetic, type Tensor, uniform } from "@tinytorch/tensor";
import type { Layer } from "./layer.ts";
import type { Randomness } from "./randomness.ts";

/** What a linear layer can be told. */
export type LinearOptions<T> = Randomness & {
  /**
   * Makes a parameter of its first values. `(initial) => initial` keeps tensors; `(initial) => new Variable(initial)` will make
   * parameters that learn. What it gives back is what the layer keeps and computes with.
   */
  readonly parameter: (initial: Tensor) => T;
  /** Add a learned offset. Default true. */
  readonly bias?: boolean;
};

/**
 * A fully connected layer, in PyTorch's form (https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html).
 *
 *   y = x Wᵀ + b        x: […, inFeatures]    W: [outFeatures, inFeatures]    b: [outFeatures]    y: […, outFeatures]
 *
 * Each row of W holds the weights of one output. W and then b start as U(−1/√inFeatures, 1/√inFeatures), as in PyTorch.
 * @throws RangeError when a size is not a whole number >= 1
 */
export class Linear<T extends Arithmetic<T>> implements Layer<T> {
  /** W, `[outFeatures, inFeatures]`. */
  readonly weight: T;
  /** b, `[outFeatures]`; null in a layer without bias. */
  readonly bias: T | null;

  constructor(
    inFeatures: number,
    outFeatures: number,
    { generator, parameter, bias = true }: LinearOptions<T>,
  ) {
    for (const [name, size] of Object.entries({ inFeatures, outFeatures })) {
      if (!Number.isInteger(size) || size < 1) {
        throw new RangeError(`Linear: ${name} must be a whole number >= 1, got ${size}`);
      }
    }
    // First W, then b, each handed to `parameter` once. Without bias no b is drawn.
    throw new Error("TODO(03-layers): draw W and b by `uniform`, and make them parameters");
  }

  /**
   * `x Wᵀ + b` for one input `[inFeatures]`, for a batch `[B, inFeatures]`, and for any sizes before the last one.
   * @throws RangeError when x's last size is not inFeatures, like `Linear: the input's last size must be 3, got [4, 2]`
   */
  forward(x: T): T {
    // W's shape says how many numbers an input has. T has `matmul`, `transpose` and `add`.
    throw new Error("TODO(03-layers): refuse an x that does not fit, then compute y");
  }

  /** W, and b if there is one: the objects themselves, in this order. */
  parameters(): readonly T[] {
    throw new Error("TODO(03-layers): list what training may change");
  }
}
