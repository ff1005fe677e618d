import type { Shape, Tensor } from "@tinytorch/tensor";

/** What a recorded step tells an operation's `backward`. */
export interface Step<Attributes> {
  /** The tensors that `save` kept, unchanged since. */
  readonly saved: readonly Tensor[];
  readonly attributes: Attributes;
  /** Whether the gradient of an input is wanted; computing one that is not is wasted work. */
  needs(input: number): boolean;
  shapeOf(input: number): Shape;
}

/**
 * A differentiable operation: how it runs on tensors, and how a gradient runs back through it. `Attributes` are its
 * arguments that are not tensors.
 */
export interface Operation<Attributes = undefined> {
  readonly name: string;
  forward(inputs: readonly Tensor[], attributes: Attributes): Tensor;
  /** The tensors that `backward` will read. Called only when the step is recorded; left out, nothing is kept. */
  save?(inputs: readonly Tensor[], output: Tensor, attributes: Attributes): readonly Tensor[];
  /**
   * Gradients for the inputs, in order and in their shapes; null where none flows or none is needed. Each is a new
   * tensor, or `gradient` itself or a view of it, never a saved one.
   */
  backward(gradient: Tensor, step: Step<Attributes>): readonly (Tensor | null)[];
}
