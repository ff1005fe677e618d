import type { Shape, Tensor } from "@tinytorch/tensor";

/**
 * A differentiable operation: how it runs on tensors, and beside it how a gradient runs back through it. Whoever adds an
 * operation writes one of these and hands it to `apply`.
 */
export interface Operation {
  /** As errors and pictures call it: "mul". */
  readonly name: string;
  /**
   * Whose numbers `gradient` reads. They must not change between the forward and the backward pass, and `backward` refuses
   * when they did. "shapes" stands for no numbers at all.
   */
  readonly reads: "inputs" | "output" | "shapes";
  /** Computes the output from the inputs, which it leaves as they are. */
  forward(...inputs: readonly Tensor[]): Tensor;
  /**
   * The gradient of the loss for each input, from its gradient for the output: the chain rule, for this one step.
   *
   * @param g what arrives: as large as the output. Not to be written into, for others hold it too.
   * @param inputs the tensors that forward was given.
   * @param output the tensor that forward gave.
   * @returns one tensor for each input, in order; null where nothing flows. Where an input was broadcast its gradient may
   *   be as large as the output: `backward` sums it back to the input's shape by `unbroadcast`.
   */
  gradient(g: Tensor, inputs: readonly Tensor[], output: Tensor): readonly (Tensor | null)[];
}

/** A shape as errors show it: `[2, 3]`. */
export function shown(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}
