import { rules } from "@tinytorch/options";
import {
  type Arithmetic,
  type DType,
  type ElementArray,
  holdings,
  type Nested,
  onesLike,
  type ReduceOptions,
  type RoundOptions,
  type Shape,
  type Size,
  type Sorted,
  type SortOptions,
  Tensor,
  type TensorJson,
  type TopkOptions,
  tensor,
  type UnfoldOptions,
  type VarianceOptions,
} from "@tinytorch/tensor";
import {
  alphaOf,
  type Bounds,
  boundsOf,
  composed,
  dtypeRule,
  formatShape,
  inspected,
  isFloat,
  keepdimOf,
  printTensor,
  promote,
  type Recording,
  recording,
  requireFloats,
  requireTensor,
  resolveDim,
  resolveIndices,
  sameShape,
  unfoldWindow,
  varianceTable,
  type World,
} from "@tinytorch/tensor/internal";
import { enableGrad, isGradEnabled, noGrad } from "./mode.ts";
import type { Operation } from "./operation.ts";
import * as arithmetic from "./operations/arithmetic.ts";
import * as functions from "./operations/functions.ts";
import * as indexing from "./operations/indexing.ts";
import { matmul } from "./operations/matmul.ts";
import * as rearrange from "./operations/rearrange.ts";
import * as reduce from "./operations/reduce.ts";
import * as steps from "./operations/steps.ts";
import { unfold2d } from "./operations/window.ts";
import { runPass } from "./pass.ts";
import type { Recorded } from "./recorded.ts";
import { type Hook, type Recorder, runBackward, TapeNode, type Traced } from "./tape.ts";

/** What stands on the other side of an operator. A number or a tensor is a constant: no gradient flows to it. */
export type VariableOperand = Variable | Tensor | number;

/** Options of a new variable. */
export interface VariableOptions {
  /** Whether backward computes a gradient for it (default true for floats; nothing else can have one). */
  requiresGrad?: boolean;
  /** The element type; that of the given tensor, or float32 for numbers, unless said otherwise. */
  dtype?: DType;
}

/** Options of a backward pass. */
export interface BackwardOptions {
  /** Keep the tape for another backward pass through it (default: as `createGraph`). */
  retainGraph?: boolean;
  /** Record how the gradients are computed, so that they can be differentiated in turn (default false). */
  createGraph?: boolean;
}

/** What `registerHook` answers with. */
export interface HookHandle {
  /** Takes the hook away; a second time changes nothing. */
  remove(): void;
}

const variableTable = { requiresGrad: rules.optional(rules.flag), dtype: rules.optional(dtypeRule) };
const backwardTable = { retainGraph: rules.optional(rules.flag), createGraph: rules.flag.or(false) };

/**
 * A tensor that remembers how it was computed, so that `backward()` can find the gradient of a scalar with respect to
 * everything it depends on: reverse-mode automatic differentiation, as in PyTorch
 * (https://docs.pytorch.org/docs/stable/notes/autograd.html).
 *
 * A variable you make is a leaf: backward adds to its `grad`. One that an operation makes keeps no gradient unless asked
 * with `retainGrad()`.
 *
 * Gradients made inside of a `scope` are freed at its end: step the optimizer inside of it too, or `keep()` the variable,
 * which keeps its gradient with it. What a scope returns survives in the same way, without the tape behind it.
 */
export class Variable implements Arithmetic<Variable>, Recording<Variable, Tensor>, Traced {
  /** The step that made it; null for a leaf. */
  readonly node: TapeNode | null;
  #data: Tensor;
  #grad: Variable | null = null;
  #requiresGrad: boolean;
  #hooks: ReadonlySet<Hook> | null = null;
  readonly #isUnrecorded: boolean;

  /**
   * @param data a tensor, which is shared, not copied; or a number or nested numbers
   * @param node for `apply`: the step that made it
   * @throws TypeError on asking for a gradient of anything but floats
   */
  constructor(data: Tensor | Nested | ElementArray, options: VariableOptions = {}, node: TapeNode | null = null) {
    // What an operation makes has options of this file's own, and is made at every step.
    const own = options === CONSTANT || options === UNRECORDED || options === RECORDED;
    this.#isUnrecorded = options === UNRECORDED;
    const { requiresGrad, dtype } = own ? options : rules.readOptions("Variable", variableTable, options);
    if (data instanceof Tensor) this.#data = dtype === undefined ? data : data.to(dtype);
    else this.#data = tensor(data, dtype === undefined ? {} : { dtype });
    if (requiresGrad) requireGradable(this.dtype);
    this.#requiresGrad = requiresGrad ?? isFloat(this.dtype);
    this.node = node;
  }

  /**
   * The values. Writing into them in place, or assigning another tensor of the same shape, is not recorded.
   * @throws RangeError on assigning another shape.
   */
  get data(): Tensor {
    return this.#data;
  }
  set data(data: Tensor) {
    if (!(data instanceof Tensor)) throw new TypeError(`data: values must be a Tensor, got ${typeof data}`);
    if (this.#requiresGrad) requireGradable(data.dtype);
    if (!sameShape(data.shape, this.#data.shape)) {
      throw new RangeError(
        `data: a replacement must keep the shape ${formatShape(this.#data.shape)}, got ${formatShape(data.shape)}`,
      );
    }
    this.#data = data;
  }

  /**
   * The gradient gathered by backward so far, or null when there was none.
   * @throws RangeError on assigning a gradient of another shape.
   */
  get grad(): Variable | null {
    return this.#grad;
  }
  set grad(grad: Variable | null) {
    if (grad !== null && !(grad instanceof Variable))
      throw new TypeError(`grad: a gradient must be a Variable or null, got ${typeof grad}`);
    if (grad !== null && !sameShape(grad.shape, this.shape)) {
      throw new RangeError(
        `grad: a gradient must have the shape ${formatShape(this.shape)}, got ${formatShape(grad.shape)}`,
      );
    }
    this.#grad = grad;
  }

  /** Whether backward computes a gradient for it. @throws Error on turning it off for the result of an operation. */
  get requiresGrad(): boolean {
    return this.#requiresGrad;
  }
  set requiresGrad(requiresGrad: boolean) {
    if (this.node !== null && !requiresGrad) {
      throw new Error(
        `requiresGrad: only a leaf can stop requiring one, got the result of ${this.node.name}; use detach()`,
      );
    }
    if (requiresGrad) requireGradable(this.dtype);
    this.#requiresGrad = requiresGrad;
  }

  /**
   * Whether an operation made it, recorded or not; then it is no parameter of a module that holds it, unless it has been asked to
   * require a gradient since.
   */
  get isResult(): boolean {
    return this.node !== null || (this.#isUnrecorded && !this.#requiresGrad);
  }

  /** Whether it was made by hand rather than by a recorded operation. */
  get isLeaf(): boolean {
    return this.node === null;
  }
  get shape(): Shape {
    return this.#data.shape;
  }
  get ndim(): number {
    return this.#data.ndim;
  }
  get size(): number {
    return this.#data.size;
  }
  get dtype(): DType {
    return this.#data.dtype;
  }

  /** The one element of a one-element variable. */
  item(): number {
    return this.#data.item();
  }

  /** What a person reads, as for a tensor, and where its gradient goes: `variable([1., 2.], …, requiresGrad=true)`. */
  toString(): string {
    const origin = this.node === null ? `requiresGrad=${this.#requiresGrad}` : `from=${this.node.name}`;
    return printTensor("variable", this.#data, [origin]);
  }
  [inspected](): string {
    return this.toString();
  }
  /** As a tensor's. */
  toJSON(): TensorJson {
    return this.#data.toJSON();
  }

  /** The same data, cut from the tape; of a result still a result. */
  detach(): Variable {
    return new Variable(this.#data, this.isResult ? UNRECORDED : CONSTANT);
  }

  /** Forgets the gradient. */
  zeroGrad(): void {
    this.#grad = null;
  }

  /** Keeps this variable's gradient at the next backward although it is not a leaf. */
  retainGrad(): void {
    if (!this.requiresGrad) throw new Error("retainGrad: the variable must require a gradient, got one that does not");
    if (this.node !== null) this.node.retained = this;
  }

  /**
   * Has a function look at this variable's gradient in every pass that computes it: once, when all of the gradient is there, and
   * before anything is done with it. What it returns, if anything, takes the gradient's place; it must not write into what it is
   * given. Several see it in the order of their registration, each what the one before it made of it.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
   * @throws Error when the variable does not require a gradient
   */
  registerHook(hook: (gradient: Variable) => Variable | undefined): HookHandle {
    if (typeof hook !== "function")
      throw new TypeError(`registerHook: a hook must be a function, got ${rules.shown(hook)}`);
    if (!this.requiresGrad)
      throw new Error("registerHook: the variable must require a gradient, got one that does not");
    // One of its own for each registration, so that a function can be registered twice.
    const registered: Hook = (gradient) => hook(variableOf(gradient));
    this.#changeHooks((hooks) => hooks.add(registered));
    return { remove: () => this.#changeHooks((hooks) => hooks.delete(registered)) };
  }

  /** Without any there is no set, and backward takes its usual way. */
  #changeHooks(change: (hooks: Set<Hook>) => void): void {
    const hooks = new Set(this.node === null ? this.#hooks : this.node.hooks);
    change(hooks);
    const changed = hooks.size === 0 ? null : hooks;
    if (this.node === null) this.#hooks = changed;
    else this.node.hooks = changed;
  }

  /** For the backward pass: the hooks of a leaf. */
  get leafHooks(): ReadonlySet<Hook> | null {
    return this.#hooks;
  }

  /**
   * Adds the gradient of this variable to the `grad` of every leaf it depends on, and frees the tape. With `createGraph` a `grad`
   * is the result of operations that are on a tape of their own; `grad()` does the same without adding to anything.
   * @param gradient the gradient arriving at this variable; may be left out for one element, and is then 1
   * @throws Error when nothing was recorded, the tape has been used up, a value it needs has changed in place, or with
   *   `createGraph` an operation has no gradient that can be recorded; RangeError when the gradient is missing or has another shape
   */
  backward(gradient?: Variable | Tensor, options: BackwardOptions = {}): void {
    const { createGraph, retainGraph = createGraph } = rules.readOptions("backward", backwardTable, options);
    const seed = seedOf("backward", this, gradient);
    const isTensorPass = !createGraph && noGrad(() => runBackward(this, seed.data, retainGraph));
    if (isTensorPass) return;
    const within = createGraph ? enableGrad : noGrad;
    const roots = [{ variable: this, gradient: createGraph ? seed : seed.detach() }];
    within(() => runPass(roots, { inputs: null, retainGraph, createGraph, recorder }));
  }

  /** What survives a scope together with this variable: its values and its gradient. */
  [holdings](): Iterable<unknown> {
    // A gradient may have been freed with the scope of its step; that is no reason not to keep the value.
    return this.#grad?.data.storage.life === "freed" ? [this.#data] : [this.#data, this.#grad];
  }

  /** Adds to the gradient; for the backward pass, which hands over tensors that nobody else holds, or what it has recorded. */
  accumulateGrad(gradient: Tensor | Recorded): void {
    if (gradient instanceof Variable) {
      const own = ownOf(gradient, this.dtype);
      this.#grad = this.#grad === null ? own : this.#grad.add(own);
    } else if (!(gradient instanceof Tensor)) {
      throw new TypeError(`accumulateGrad: a gradient must be a Tensor or a Variable, got ${rules.shown(gradient)}`);
    } else if (this.#grad === null) this.#grad = new Variable(gradient, UNRECORDED);
    else this.#grad.data.add_(gradient);
  }

  /** How tensors compute with it: what a tensor does beside a variable, the variable does. */
  get [recording](): World<Variable, Tensor> {
    return { self: this, plain: this.#data, of: asVariable, cat: joined, where: chosen };
  }

  // Arithmetic, with broadcasting.

  /** `this + alpha · other`. */
  add(other: VariableOperand, options?: { alpha?: number }): Variable {
    const alpha = alphaOf("add", options);
    if (alpha !== 1) return this.add(typeof other === "number" ? alpha * other : this.#asPrecise(other).mul(alpha));
    return typeof other === "number"
      ? apply(arithmetic.shift, [this], other)
      : apply(arithmetic.add, [this, asVariable(other)]);
  }
  sub(other: VariableOperand): Variable {
    return typeof other === "number"
      ? apply(arithmetic.shift, [this], -other)
      : apply(arithmetic.sub, [this, asVariable(other)]);
  }
  mul(other: VariableOperand): Variable {
    return typeof other === "number"
      ? apply(arithmetic.scale, [this], other)
      : apply(arithmetic.mul, [this, asVariable(other)]);
  }
  div(other: VariableOperand): Variable {
    return typeof other === "number"
      ? apply(arithmetic.divideBy, [this], other)
      : apply(arithmetic.div, [this, asVariable(other)]);
  }
  pow(exponent: VariableOperand): Variable {
    return typeof exponent === "number"
      ? apply(arithmetic.power, [this], exponent)
      : apply(arithmetic.pow, [this, asVariable(exponent)]);
  }
  maximum(other: VariableOperand): Variable {
    return apply(arithmetic.maximum, [this, this.#operand(other)]);
  }
  minimum(other: VariableOperand): Variable {
    return apply(arithmetic.minimum, [this, this.#operand(other)]);
  }
  /** The matrix product; see `Tensor.matmul` for the shapes. */
  matmul(other: Variable | Tensor): Variable {
    return apply(matmul, [this, asVariable(other)]);
  }

  /** The products of each element of a vector with each of another: `[n]`, `[m]` to `[n, m]`. */
  outer(other: Variable | Tensor): Variable {
    return composed.outer<Variable>(this, asVariable(other));
  }
  /** The sum of the products of two vectors' elements. */
  dot(other: Variable | Tensor): Variable {
    return composed.dot<Variable>(this, asVariable(other));
  }

  // Comparisons, with broadcasting: tensors of truth values, which no gradient flows through.

  eq(other: VariableOperand): Tensor {
    return this.#data.eq(valuesOf(other));
  }
  ne(other: VariableOperand): Tensor {
    return this.#data.ne(valuesOf(other));
  }
  lt(other: VariableOperand): Tensor {
    return this.#data.lt(valuesOf(other));
  }
  le(other: VariableOperand): Tensor {
    return this.#data.le(valuesOf(other));
  }
  gt(other: VariableOperand): Tensor {
    return this.#data.gt(valuesOf(other));
  }
  ge(other: VariableOperand): Tensor {
    return this.#data.ge(valuesOf(other));
  }
  /** Whether each element is NaN. */
  isnan(): Tensor {
    return this.#data.isnan();
  }
  /** Whether any element is not 0; see `Tensor.any`. */
  any(dim?: number | readonly number[], options?: ReduceOptions): Tensor {
    return this.#data.any(dim, options);
  }
  /** Whether no element is 0; see `Tensor.all`. */
  all(dim?: number | readonly number[], options?: ReduceOptions): Tensor {
    return this.#data.all(dim, options);
  }
  /** The position of the first largest element along `dim`, or in row-major order; see `Tensor.argmax`. */
  argmax(dim?: number, options?: ReduceOptions): Tensor {
    return this.#data.argmax(dim, options);
  }
  /** The position of the first smallest element along `dim`, or in row-major order; see `Tensor.argmin`. */
  argmin(dim?: number, options?: ReduceOptions): Tensor {
    return this.#data.argmin(dim, options);
  }
  /** The positions of the elements along a dimension, by their values; see `Tensor.argsort`. */
  argsort(dim = -1, options?: SortOptions): Tensor {
    return this.#data.argsort(dim, options);
  }
  /** The coordinates of the elements that are not 0; see `Tensor.nonzero`. */
  nonzero(): Tensor {
    return this.#data.nonzero();
  }

  // Functions of each element.

  neg(): Variable {
    return apply(functions.neg, [this]);
  }
  exp(): Variable {
    return apply(functions.exp, [this]);
  }
  /** `eˣ − 1`, exact for small x. */
  expm1(): Variable {
    return apply(functions.expm1, [this]);
  }
  log(): Variable {
    return apply(functions.log, [this]);
  }
  /** `log(1 + x)`, exact for small x. */
  log1p(): Variable {
    return apply(functions.log1p, [this]);
  }
  sqrt(): Variable {
    return apply(functions.sqrt, [this]);
  }
  abs(): Variable {
    return apply(functions.abs, [this]);
  }
  // Steps have no slope: the gradients of these five are 0.

  sign(): Variable {
    return apply(steps.sign, [this]);
  }
  floor(): Variable {
    return apply(steps.floor, [this]);
  }
  ceil(): Variable {
    return apply(steps.ceil, [this]);
  }
  /** The nearest whole number, and of two the even one; or the nearest with so many decimals. */
  round(options?: RoundOptions): Variable {
    return composed.rounded<Variable>(this, (x) => apply(steps.round, [x]), options);
  }
  trunc(): Variable {
    return apply(steps.trunc, [this]);
  }
  /** What stands after the point, with the sign of the element. */
  frac(): Variable {
    requireFloats("frac", this.dtype);
    return this.sub(this.trunc());
  }
  sin(): Variable {
    return apply(functions.sin, [this]);
  }
  cos(): Variable {
    return apply(functions.cos, [this]);
  }
  tanh(): Variable {
    return apply(functions.tanh, [this]);
  }
  relu(): Variable {
    return apply(functions.relu, [this]);
  }
  sigmoid(): Variable {
    return apply(functions.sigmoid, [this]);
  }
  /** The error function, `2/√π ∫₀ˣ e^{−t²} dt`. */
  erf(): Variable {
    return apply(functions.erf, [this]);
  }
  square(): Variable {
    return apply(functions.square, [this]);
  }
  reciprocal(): Variable {
    return apply(functions.reciprocal, [this]);
  }
  clamp(bounds: Bounds): Variable {
    return apply(functions.clamp, [this], boundsOf("clamp", bounds));
  }

  // Reductions: over one dimension, several, or all.

  sum(dim?: number | readonly number[], options?: ReduceOptions): Variable {
    return apply(reduce.sum, [this], { dim: own(dim), keepdim: keepdimOf("sum", options) });
  }
  mean(dim?: number | readonly number[], options?: ReduceOptions): Variable {
    return apply(reduce.mean, [this], { dim: own(dim), keepdim: keepdimOf("mean", options) });
  }
  /** The spread around the mean, `Σ (x − x̄)² / (n − correction)`; correction is 1 unless given. */
  var(dim?: number | readonly number[], options: VarianceOptions = {}): Variable {
    return apply(reduce.variance, [this], { dim: own(dim), ...rules.readOptions("var", varianceTable, options) });
  }
  /** The square root of `var`, with a gradient of 0 where all elements are equal. */
  std(dim?: number | readonly number[], options: VarianceOptions = {}): Variable {
    return composed.deviation<Variable>(this, () => this.detach(), dim, options);
  }
  /** The p-norm, 2 unless given; see `Tensor.norm`. Its gradient at 0 is 0, and equal largest (or smallest) elements share theirs. */
  norm(p = 2, dim?: number | readonly number[], options?: ReduceOptions): Variable {
    return composed.norm<Variable>(this, () => this.detach(), p, dim, options);
  }
  /** The product of the elements, 1 of none; its gradient is right at zeros too. */
  prod(dim?: number | readonly number[], options?: ReduceOptions): Variable {
    return composed.prod<Variable>(this, dim, options);
  }
  /** The largest values. Over one dimension a tie's gradient goes to the first; over several or all it is shared. */
  max(dim?: number | readonly number[], options?: ReduceOptions): Variable {
    return apply(reduce.max, [this], { dim: own(dim), keepdim: keepdimOf("max", options) });
  }
  /** The smallest values, with ties as for `max`. */
  min(dim?: number | readonly number[], options?: ReduceOptions): Variable {
    return apply(reduce.min, [this], { dim: own(dim), keepdim: keepdimOf("min", options) });
  }
  /** `log Σ eˣ`, without overflow. */
  logSumExp(dim?: number | readonly number[], options?: ReduceOptions): Variable {
    return apply(reduce.logSumExp, [this], { dim: own(dim), keepdim: keepdimOf("logSumExp", options) });
  }
  softmax(dim: number): Variable {
    return apply(reduce.softmax, [this], dim);
  }
  /** The logarithm of softmax, finite where softmax itself would round to 0. */
  logSoftmax(dim: number): Variable {
    return apply(reduce.logSoftmax, [this], dim);
  }

  // Shapes and parts.

  reshape(shape: Shape): Variable {
    return apply(rearrange.reshape, [this], shape);
  }
  flatten(start = 0, end = -1): Variable {
    return apply(rearrange.reshape, [this], this.#data.flatten(start, end).shape);
  }
  unsqueeze(dim: number): Variable {
    return apply(rearrange.reshape, [this], this.#data.unsqueeze(dim).shape);
  }
  squeeze(dim?: number): Variable {
    return apply(rearrange.reshape, [this], this.#data.squeeze(dim).shape);
  }
  transpose(dim0: number, dim1: number): Variable {
    return apply(rearrange.transpose, [this], [dim0, dim1]);
  }
  t(): Variable {
    return apply(rearrange.permute, [this], this.#data.t().ndim === 2 ? [1, 0] : this.shape.map((_, d) => d));
  }
  permute(dims: readonly number[]): Variable {
    return apply(rearrange.permute, [this], own(dims));
  }
  /** Elements repeated to fill a larger shape; −1 keeps a size. */
  expand(shape: Shape): Variable {
    return apply(rearrange.expand, [this], shape);
  }
  broadcastTo(shape: Shape): Variable {
    return apply(rearrange.expand, [this], shape);
  }
  slice(dim: number, start = 0, end?: number, step = 1): Variable {
    return apply(rearrange.slice, [this], [dim, start, end, step]);
  }
  /** Parts of so many positions along a dimension, of which the last may be shorter, or of the sizes given. */
  split(sizes: number | readonly number[], dim = 0): Variable[] {
    return composed.split<Variable>(this, sizes, dim);
  }
  /** So many parts of one size along a dimension, of which the last may be shorter. */
  chunk(chunks: number, dim = 0): Variable[] {
    return composed.chunk<Variable>(this, chunks, dim);
  }
  /** All of it again and again, so many times along each dimension; see `Tensor.repeat`. */
  repeat(times: Shape): Variable {
    return composed.repeat<Variable>(this, times);
  }
  /** As `repeat`, where the first dimensions may be left out. */
  tile(times: Shape): Variable {
    return composed.tile<Variable>(this, times);
  }
  /** Every element so many places further along dimensions, and from the end back to the start; see `Tensor.roll`. */
  roll(shifts: number | readonly number[], dims?: number | readonly number[]): Variable {
    return composed.roll<Variable>(this, shifts, dims);
  }
  select(dim: number, index: number): Variable {
    return apply(rearrange.select, [this], [dim, index]);
  }
  indexSelect(dim: number, indices: ArrayLike<number>): Variable {
    const d = resolveDim("indexSelect", dim, this.ndim);
    return apply(indexing.indexSelect, [this], [d, resolveIndices("indexSelect", this.shape, d, indices)]);
  }
  /** One element for every element of `index`; see `Tensor.gather`. */
  gather(dim: number, index: Tensor): Variable {
    requireTensor("gather", "the index", index);
    return apply(indexing.gather, [this], { dim: resolveDim("gather", dim, this.ndim), index });
  }
  /**
   * `out[i][index[i][j]] = source[i][j]` for dim 1, and so for each, or one number stands there; see `Tensor.scatter`. Of several for one
   * place the last one stays, and it alone has a gradient.
   */
  scatter(dim: number, index: Tensor, source: Variable | Tensor | number): Variable {
    requireTensor("scatter", "the index", index);
    const values = typeof source === "number" ? null : asVariable(source);
    const placement = composed.placementOf(
      this.shape,
      composed.scatterDim("scatter", this.#data, dim, index, values),
      index,
    );
    const hit = tensor(placement.isHit, { dtype: "bool", shape: this.shape });
    if (typeof source === "number" || values === null) return this.maskedFill(hit, Number(source));
    return index.size === 0
      ? this.maskedFill(hit, 0)
      : chosen(hit, composed.placed(values, placement, index, this.shape), this);
  }
  /** `out[i][index[i][j]] += source[i][j]` for dim 1, and so for each; see `Tensor.scatterAdd`. */
  scatterAdd(dim: number, index: Tensor, source: Variable | Tensor): Variable {
    requireTensor("scatterAdd", "the index", index);
    const values = asVariable(source);
    const d = composed.scatterDim("scatterAdd", this.#data, dim, index, values);
    return this.add(
      apply(indexing.scatterAdd, [composed.within(values, index.shape)], { dim: d, index, shape: this.shape }),
    );
  }

  // In another order.

  /** The elements in order along a dimension, and where they stood; see `Tensor.sort`. */
  sort(dim = -1, options?: SortOptions): Sorted<Variable, Tensor> {
    return composed.sort<Variable, Tensor>(this, dim, options);
  }
  /** The `k` largest elements along a dimension, or smallest, in order, and where they stood; see `Tensor.topk`. */
  topk(k: number, dim = -1, options?: TopkOptions): Sorted<Variable, Tensor> {
    return composed.topk<Variable, Tensor>(this, k, dim, options);
  }

  /** What a window sees from each of its places on images, as columns: `[N, C, H, W] -> [N, C, kh·kw, oh·ow]`. */
  unfold2d(size: Size, options: UnfoldOptions = {}): Variable {
    const { kernel, stride, padding, dilation, fill } = unfoldWindow(this.#data, size, options);
    return apply(unfold2d, [this], [kernel, { stride, padding, dilation, fill }]);
  }

  /** Sums from the first element up to each one along a dimension. */
  cumsum(dim: number): Variable {
    return apply(rearrange.cumsum, [this], dim);
  }
  /** Products from the first element up to each one along a dimension; its gradient is right at zeros too. */
  cumprod(dim: number): Variable {
    return composed.cumprod<Variable>(this, dim, (truths, shape) => tensor(truths, { dtype: "bool", shape }));
  }
  /** The elements in reverse order along the given dimensions. */
  flip(dims: number | readonly number[]): Variable {
    return apply(rearrange.flip, [this], own(dims));
  }
  /** A margin of one value; widths in pairs from the last dimension backwards, as for `pad` of a tensor. */
  pad(widths: readonly number[], value = 0): Variable {
    return apply(rearrange.pad, [this], [own(widths), value]);
  }
  /** The lower triangle of each matrix, up to `diagonal` places above the main diagonal. */
  tril(diagonal = 0): Variable {
    return apply(rearrange.tril, [this], diagonal);
  }
  /** The upper triangle of each matrix, from `diagonal` places above the main diagonal. */
  triu(diagonal = 0): Variable {
    return apply(rearrange.triu, [this], diagonal);
  }
  /** One value wherever the mask, which broadcasts, is not 0. */
  maskedFill(mask: Tensor, value: number): Variable {
    requireTensor("maskedFill", "the mask", mask);
    rules.requireEach("maskedFill", rules.anyNumber, { value });
    return apply(rearrange.maskedFill, [this], { mask, value });
  }
  /** The elements where the mask is not 0, both broadcast, in row-major order: a vector. */
  maskedSelect(mask: Tensor): Variable {
    requireTensor("maskedSelect", "the mask", mask);
    return composed.maskedSelect<Variable, Tensor>(this, mask);
  }

  /**
   * This variable when it has that element type, a converted copy when not, whose gradient goes back in this one's type; none comes
   * from what is no float. See `Tensor.to`.
   */
  to(dtype: DType): Variable {
    if (dtype === this.dtype) return this;
    rules.requireEach("to", dtypeRule, { dtype });
    return isFloat(dtype) ? ownOf(this, dtype) : new Variable(this.#data.to(dtype), UNRECORDED);
  }

  /** An operand in the type of the result, where that is a float: a multiple of it is not to be rounded before. */
  #asPrecise(other: Variable | Tensor): Variable {
    const operand = asVariable(other);
    const result = promote(this.dtype, this.ndim, operand.dtype, operand.ndim);
    return isFloat(result) ? operand.to(result) : operand;
  }

  #operand(other: VariableOperand): Variable {
    return asVariable(typeof other === "number" ? tensor(other, { dtype: this.dtype }) : other);
  }
}

/** A tensor as a constant; a variable as it is. */
export function asVariable(value: Variable | Tensor): Variable {
  if (value instanceof Variable) return value;
  if (value instanceof Tensor) return new Variable(value, CONSTANT);
  throw new TypeError(
    `asVariable: a value must be a Variable or a Tensor, got ${typeof value}; make one with tensor()`,
  );
}

/**
 * Runs an operation, and records it when recording is on and one of its inputs requires a gradient. This is how
 * operations of your own join in.
 */
export function apply(operation: Operation, parents: readonly Variable[]): Variable;
export function apply<Attributes>(
  operation: Operation<Attributes>,
  parents: readonly Variable[],
  attributes: Attributes,
): Variable;
export function apply<Attributes>(
  operation: Operation<Attributes | undefined>,
  parents: readonly Variable[],
  attributes?: Attributes,
): Variable {
  if (typeof operation?.forward !== "function" || !Array.isArray(parents)) {
    throw new TypeError(
      `apply: an operation and a list of variables must be given, got ${rules.shown(operation)} and ${rules.shown(parents)}`,
    );
  }
  const inputs: Tensor[] = [];
  let recorded = false;
  for (const parent of parents) {
    if (!(parent instanceof Variable))
      throw new TypeError(`apply: ${operation.name} must be given Variables, got ${rules.shown(parent)}`);
    inputs.push(parent.data);
    recorded ||= parent.requiresGrad;
  }
  const output = operation.forward(inputs, attributes);
  if (!recorded || !isGradEnabled()) return new Variable(output, UNRECORDED);
  const saved = operation.save === undefined ? [] : operation.save(inputs, output, attributes);
  return new Variable(output, RECORDED, new TapeNode(operation, parents, inputs, output, saved, attributes));
}

/** How passes that record make variables. */
export const recorder: Recorder = {
  apply: (operation, inputs, attributes) => apply(operation, inputs.map(variableOf), attributes),
  constant: (data) => new Variable(data, UNRECORDED),
  isVariable: (value) => value instanceof Variable,
  result: (data, node) => new Variable(data, RECORDED, node),
};

/** What a formula of a gradient gave: there are no other variables than these. */
export function variableOf(recorded: Recorded): Variable {
  if (recorded instanceof Variable) return recorded;
  throw new TypeError(`differentiable: a gradient must be a Variable, got ${rules.shown(recorded)}`);
}

/** The same values in a tensor of their own, recorded, in an element type. */
export function ownOf(variable: Variable, dtype: DType): Variable {
  return apply(rearrange.copy, [variable], { from: variable.dtype, to: dtype });
}

/**
 * The gradient that a pass starts with.
 * @throws Error unless the variable requires a gradient; RangeError when one is missing or has another shape
 */
export function seedOf(operation: string, root: Variable, gradient: Variable | Tensor | null | undefined): Variable {
  if (!root.requiresGrad) {
    throw new Error(`${operation}: the variable must depend on one that requires a gradient, got one that does not`);
  }
  if (gradient === undefined || gradient === null) {
    if (root.size !== 1) {
      throw new RangeError(
        `${operation}: only a single element can go without a gradient, got shape ${formatShape(root.shape)}; reduce it with ` +
          "sum() or mean(), or pass a gradient of that shape",
      );
    }
    return new Variable(onesLike(root.data), CONSTANT);
  }
  if (!(gradient instanceof Variable)) requireTensor(operation, "the gradient", gradient);
  const seed = gradient instanceof Variable ? gradient : new Variable(gradient, CONSTANT);
  if (!sameShape(seed.shape, root.shape)) {
    throw new RangeError(
      `${operation}: the gradient must have shape ${formatShape(root.shape)}, got ${formatShape(seed.shape)}`,
    );
  }
  return seed;
}

/** A list of one's own, which backward finds as it was whatever the caller does to theirs; what is no list is left to be refused. */
function own<Dims extends number | readonly number[] | undefined>(dims: Dims): Dims | number[] {
  return Array.isArray(dims) ? [...dims] : dims;
}

/** Variables one after another along a dimension they have. */
export function joined(parts: readonly Variable[], dim: number): Variable {
  return apply(indexing.cat, parts, parts.length === 0 ? 0 : resolveDim("cat", dim, parts[0].ndim));
}

/** `a` where the condition is not 0, `b` where it is. */
export function chosen(condition: Tensor, a: Variable, b: Variable): Variable {
  return apply(arithmetic.choose, [a, b], condition);
}

function valuesOf(operand: VariableOperand): Tensor | number {
  return operand instanceof Variable ? operand.data : operand;
}

const CONSTANT: VariableOptions = { requiresGrad: false };
const UNRECORDED: VariableOptions = { requiresGrad: false };
const RECORDED: VariableOptions = { requiresGrad: true };

function requireGradable(dtype: DType): void {
  if (!isFloat(dtype)) throw new TypeError(`requiresGrad: elements must be floats to have a gradient, got ${dtype}`);
}
