import type { Shape, Tensor } from "@tinytorch/tensor";
import type { Algebra, Recorded } from "./recorded.ts";
import { unbroadcast } from "./unbroadcast.ts";

/** What a recorded step tells an operation's `backward`: PyTorch's `ctx`. */
export interface BackwardContext<Attributes, Value = Tensor> {
  /** The tensors that `save` kept, unchanged since. */
  readonly saved: readonly Value[];
  readonly attributes: Attributes;
  /** Whether the gradient of an input is wanted; computing one that is not is wasted work. */
  needs(input: number): boolean;
  shapeOf(input: number): Shape;
}

/** What it tells `differentiable`. What was kept is here the inputs and the output themselves; any other tensor is a constant. */
export interface RecordedContext<Attributes> extends BackwardContext<Attributes, Recorded> {
  /** The inputs, for a formula that does without what `save` kept, of an operation that says `readsInputs`. */
  readonly inputs: readonly Recorded[];
  /** Runs and records another operation. */
  readonly apply: <Others>(operation: Operation<Others>, inputs: readonly Recorded[], attributes: Others) => Recorded;
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
  backward(gradient: Tensor, context: BackwardContext<Attributes>): readonly (Tensor | null)[];
  /**
   * What `backward` says, by operations that are recorded, so that the gradient has gradients of its own. Without it a pass that
   * asks for them (`createGraph`) is refused.
   */
  differentiable?(gradient: Recorded, context: RecordedContext<Attributes>): readonly (Recorded | null)[];
  /** Whether `differentiable` reads `inputs`: each step then notes what they were, so that a change is told. */
  readonly readsInputs?: true;
}

const keeping = {
  input: (inputs: readonly Tensor[]) => inputs,
  output: (_inputs: readonly Tensor[], output: Tensor) => [output],
  both: (inputs: readonly Tensor[], output: Tensor) => [...inputs, output],
};

/** An operation on one tensor x, with the result y. */
export interface UnaryParts<Attributes> {
  forward(x: Tensor, attributes: Attributes): Tensor;
  /** What the gradient reads: x (input), y (output), or x and then y (both); nothing when left out. */
  keeps?: keyof typeof keeping;
  gradient(g: Tensor, kept: Tensor, context: BackwardContext<Attributes>): Tensor;
  /** The same on variables, for second derivatives; one function may be both. */
  differentiable?(g: Recorded, kept: Recorded, context: RecordedContext<Attributes>): Recorded;
}

/** Makes an operation on one tensor. */
export function unary<Attributes = undefined>(
  name: string,
  { forward, keeps, gradient, differentiable }: UnaryParts<Attributes>,
): Operation<Attributes> {
  return {
    name,
    forward(inputs, attributes) {
      if (inputs.length !== 1) throw new RangeError(`${name}: there must be one input, got ${inputs.length}`);
      return forward(inputs[0], attributes);
    },
    ...(keeps && { save: keeping[keeps] }),
    backward: (g, context) => [gradient(g, context.saved[0], context)],
    ...(differentiable && { differentiable: (g, context) => [differentiable(g, context.saved[0], context)] }),
  };
}

/** An operation on one tensor whose gradient is arithmetic: one formula for tensors and for variables. */
interface SmoothParts<Attributes> extends Pick<UnaryParts<Attributes>, "forward" | "keeps"> {
  rule<T extends Algebra<T>>(g: T, kept: T, context: BackwardContext<Attributes, T>): T;
}

/** Makes such an operation. */
export function smooth<Attributes = undefined>(
  name: string,
  { forward, keeps, rule }: SmoothParts<Attributes>,
): Operation<Attributes> {
  return unary<Attributes>(name, { forward, ...(keeps && { keeps }), gradient: rule, differentiable: rule });
}

/** An operation on two tensors a and b that broadcast. */
interface BinaryParts {
  forward(a: Tensor, b: Tensor): Tensor;
  /** What the gradients read: a and b; nothing when left out. */
  keeps?: "input";
  /** The gradient for a, in the shape of the result. */
  left(g: Tensor, a: Tensor, b: Tensor): Tensor;
  /** The gradient for b, in the shape of the result. */
  right(g: Tensor, a: Tensor, b: Tensor): Tensor;
  /** Both on variables, for second derivatives. */
  differentiable?: {
    left(g: Recorded, a: Recorded, b: Recorded, context: RecordedContext<undefined>): Recorded;
    right(g: Recorded, a: Recorded, b: Recorded, context: RecordedContext<undefined>): Recorded;
  };
}

/** Makes an operation on two tensors, whose gradients are summed back to the shapes of its operands. */
export function binary(name: string, { forward, keeps, left, right, differentiable }: BinaryParts): Operation {
  return {
    name,
    forward: (inputs) => forward(inputs[0], inputs[1]),
    ...(keeps && { save: keeping[keeps] }),
    backward(g, context) {
      const [a, b] = context.saved;
      return [
        context.needs(0) ? unbroadcast(left(g, a, b), context.shapeOf(0)) : null,
        context.needs(1) ? unbroadcast(right(g, a, b), context.shapeOf(1)) : null,
      ];
    },
    ...(differentiable && {
      differentiable(g: Recorded, context: RecordedContext<undefined>) {
        const [a, b] = context.saved;
        return [
          context.needs(0) ? unbroadcast(differentiable.left(g, a, b, context), context.shapeOf(0)) : null,
          context.needs(1) ? unbroadcast(differentiable.right(g, a, b, context), context.shapeOf(1)) : null,
        ];
      },
    }),
  };
}
