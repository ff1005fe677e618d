import {
  type Arithmetic,
  type DType,
  type NestedNumbers,
  ones,
  type ReduceOptions,
  type Shape,
  type Size,
  Tensor,
  tensor,
  type UnfoldOptions,
} from "@tinytorch/tensor";
import * as arithmetic from "./arithmetic.ts";
import { backpropagate } from "./backward.ts";
import * as functions from "./functions.ts";
import { matmul } from "./matmul.ts";
import { isGradEnabled } from "./no-grad.ts";
import { type Operation, shown } from "./operation.ts";
import * as reductions from "./reductions.ts";
import * as shapes from "./shapes.ts";
import { type Step, versionsOf } from "./step.ts";
import { unfold2d } from "./windows.ts";

/** What stands on the other side of an operator. Tensors and numbers are constants. */
export type VariableOperand = Variable | Tensor | number;

/** Options of `new Variable`. */
export interface VariableOptions {
  /** Whether backward computes a gradient for it (default true). */
  readonly requiresGrad?: boolean;
  /** For `apply`: how it was made. */
  readonly step?: Step;
}

/**
 * A tensor that learns: its values, beside them the gradient that backward has gathered, and how it was made. It has the
 * arithmetic of a tensor, so what is written for `Arithmetic<T>` runs on both; on variables it is recorded.
 *
 * Made by hand it is a leaf, such as a parameter; what an operation gives has a `step`.
 */
export class Variable implements Arithmetic<Variable> {
  /** The values. An optimizer assigns others of the same shape; that is not recorded. */
  data: Tensor;
  /** The sum of what backward has brought so far; null when nothing has. Leaves alone have one. */
  grad: Variable | null = null;
  readonly requiresGrad: boolean;
  /** The operation it comes from; null for a leaf and for whatever requires no gradient. */
  readonly step: Step | null;

  /** @param data a tensor, which is shared and not copied; or numbers, which make one of float32. */
  constructor(data: Tensor | NestedNumbers, { requiresGrad = true, step }: VariableOptions = {}) {
    this.data = data instanceof Tensor ? data : tensor(data);
    this.requiresGrad = requiresGrad;
    this.step = step ?? null;
  }

  get shape(): Shape {
    return this.data.shape;
  }
  get dtype(): DType {
    return this.data.dtype;
  }

  /** The one number of a variable that has one element. */
  item(): number {
    return this.data.item();
  }

  /** The same values, cut off from how they were made: a constant. It shares the tensor. */
  detach(): Variable {
    throw new Error("TODO(07-autograd): a variable of the same tensor that requires no gradient");
  }

  /** Forgets the gradient: `grad` is null again. */
  zeroGrad(): void {
    throw new Error("TODO(07-autograd): no gradient any more");
  }

  /**
   * Adds to the gradient that is there, or keeps this as the first one. `grad` is a variable that requires none, of this
   * variable's dtype (`to`) and with a tensor of its own: `gradient` is held by others too, and must not change with it.
   */
  accumulate(gradient: Tensor): void {
    throw new Error("TODO(07-autograd): grad = the old grad + gradient, in a tensor of its own");
  }

  /**
   * Computes the gradient of this variable by every leaf it depends on, and adds it to the `grad` of each. It may be called
   * again: the same is then added once more.
   *
   * @param gradient what arrives here, in this variable's shape: the gradient of some loss by this variable. It may be left out
   *   for one element and is then 1: this variable is the loss.
   * @throws Error when this variable requires no gradient: it depends on nothing that does.
   * @throws RangeError when the gradient is left out for a shape of more (or fewer) than one element, or has another shape.
   */
  backward(gradient?: Variable | Tensor): void {
    throw new Error("TODO(07-autograd): check, then call backpropagate with the gradient, or a 1");
  }

  // The arithmetic of tensors. A plain number as an exponent has an operation of its own: see `power`.

  add(other: VariableOperand): Variable {
    return apply(arithmetic.add, [this, this.#operand(other)]);
  }
  sub(other: VariableOperand): Variable {
    return apply(arithmetic.sub, [this, this.#operand(other)]);
  }
  mul(other: VariableOperand): Variable {
    return apply(arithmetic.mul, [this, this.#operand(other)]);
  }
  div(other: VariableOperand): Variable {
    return apply(arithmetic.div, [this, this.#operand(other)]);
  }
  pow(exponent: VariableOperand): Variable {
    if (typeof exponent === "number") return apply(arithmetic.power(exponent), [this]);
    return apply(arithmetic.pow, [this, this.#operand(exponent)]);
  }
  maximum(other: VariableOperand): Variable {
    return apply(arithmetic.maximum, [this, this.#operand(other)]);
  }
  neg(): Variable {
    return apply(functions.neg, [this]);
  }
  exp(): Variable {
    return apply(functions.exp, [this]);
  }
  log(): Variable {
    return apply(functions.log, [this]);
  }
  sqrt(): Variable {
    return apply(functions.sqrt, [this]);
  }
  matmul(other: Variable | Tensor): Variable {
    return apply(matmul, [this, this.#operand(other)]);
  }
  sum(dim?: number | readonly number[], options: ReduceOptions = {}): Variable {
    return apply(reductions.sum(dim, options), [this]);
  }
  mean(dim?: number | readonly number[], options: ReduceOptions = {}): Variable {
    return apply(reductions.mean(dim, options), [this]);
  }
  max(dim?: number | readonly number[], options: ReduceOptions = {}): Variable {
    return apply(reductions.max(dim, options), [this]);
  }
  reshape(shape: Shape): Variable {
    return apply(shapes.reshape(shape), [this]);
  }
  transpose(dim0: number, dim1: number): Variable {
    return apply(shapes.transpose(dim0, dim1), [this]);
  }
  unfold2d(size: Size, options: UnfoldOptions = {}): Variable {
    return apply(unfold2d(size, options), [this]);
  }

  /** The other side of an operator as a variable: constants require no gradient, and a number takes this variable's dtype. */
  #operand(other: VariableOperand): Variable {
    if (other instanceof Variable) return other;
    const values = typeof other === "number" ? tensor(other, { dtype: this.dtype }) : other;
    return new Variable(values, { requiresGrad: false });
  }
}

/**
 * Runs an operation on variables, and records it when recording is on (`isGradEnabled`) and at least one of them requires a
 * gradient: then the result requires one too, and its `step` remembers all that the way back needs, the parents in a list of
 * its own: whoever gave the list may go on with it. Else the result is a constant that remembers nothing.
 */
export function apply(operation: Operation, parents: readonly Variable[]): Variable {
  throw new Error("TODO(07-autograd): run forward, and remember the step when it is recorded");
}
