import { rules } from "@tinytorch/options";
import { type Tensor, zeros, zerosLike } from "@tinytorch/tensor";
import { formatShape, sameShape } from "@tinytorch/tensor/internal";
import { stack } from "./functions.ts";
import { grad } from "./grad.ts";
import { enableGrad, noGrad } from "./mode.ts";
import { asVariable, Variable } from "./variable.ts";

// Derivatives of functions rather than of variables: of `fn(...inputs)`, at inputs that are left as they are. An input that the
// output does not depend on has the derivative 0.

/** What a function is looked at with. */
type Given = Variable | Tensor;

/** A function of variables with one result. */
export type DifferentiableFunction = (...inputs: Variable[]) => Variable;

/** Options of derivatives of functions. */
export interface FunctionalOptions {
  /** Record how the derivative is computed, so that it can be differentiated by the inputs in turn (default false). */
  createGraph?: boolean;
}

const table = { createGraph: rules.flag.or(false) };

/**
 * All first derivatives of a function: for an output `[…out]` and each input `[…in]` a variable `[…out, …in]`. It takes one pass for
 * each element of the output. https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html
 * @returns one, or a list of them when the inputs are a list
 * @throws TypeError when the function's result is no Variable
 */
export function jacobian(fn: DifferentiableFunction, inputs: Given, options?: FunctionalOptions): Variable;
export function jacobian(fn: DifferentiableFunction, inputs: readonly Given[], options?: FunctionalOptions): Variable[];
export function jacobian(
  fn: DifferentiableFunction,
  inputs: Given | readonly Given[],
  options: FunctionalOptions = {},
): Variable | Variable[] {
  const { createGraph } = rules.readOptions("jacobian", table, options);
  const { output, places } = evaluate("jacobian", fn, inputs, createGraph);
  return likeInputs(inputs, rowsOf(output, places, createGraph));
}

/**
 * All second derivatives of a function whose result is one element: for inputs `[…a]` and `[…b]` a variable `[…a, …b]`.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hessian.html
 * @returns one, or for a list of inputs a list of lists, the entry `[i][j]` for inputs i and j
 * @throws RangeError when the result has more than one element; TypeError when it is no Variable
 */
export function hessian(fn: DifferentiableFunction, inputs: Given, options?: FunctionalOptions): Variable;
export function hessian(
  fn: DifferentiableFunction,
  inputs: readonly Given[],
  options?: FunctionalOptions,
): Variable[][];
export function hessian(
  fn: DifferentiableFunction,
  inputs: Given | readonly Given[],
  options: FunctionalOptions = {},
): Variable | Variable[][] {
  const { createGraph } = rules.readOptions("hessian", table, options);
  const { output, places } = evaluate("hessian", fn, inputs, createGraph);
  if (output.size !== 1)
    throw new RangeError(`hessian: the function's result must be one element, got shape ${formatShape(output.shape)}`);
  const slopes = gradients(output.reshape([]), places, undefined, true);
  const blocks = slopes.map((slope) => rowsOf(slope, places, createGraph));
  return isList(inputs) ? blocks : blocks[0][0];
}

/**
 * A vector times all first derivatives, in one pass: what `backward(v)` would find.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vjp.html
 * @param v in the output's shape; may be left out for one element, and is then 1
 * @returns the function's result, and the product: one, or a list of them when the inputs are a list
 * @throws RangeError when v has another shape; TypeError when the function's result is no Variable
 */
export function vjp(
  fn: DifferentiableFunction,
  inputs: Given,
  v?: Given,
  options?: FunctionalOptions,
): [output: Variable, product: Variable];
export function vjp(
  fn: DifferentiableFunction,
  inputs: readonly Given[],
  v?: Given,
  options?: FunctionalOptions,
): [output: Variable, product: Variable[]];
export function vjp(
  fn: DifferentiableFunction,
  inputs: Given | readonly Given[],
  v?: Given,
  options: FunctionalOptions = {},
): [output: Variable, product: Variable | Variable[]] {
  const { createGraph } = rules.readOptions("vjp", table, options);
  const { output, places } = evaluate("vjp", fn, inputs, createGraph);
  if (v === undefined && output.size !== 1)
    throw new RangeError(`vjp: only a single element can go without a vector, got shape ${formatShape(output.shape)}`);
  if (v !== undefined) requireShape("vjp", asVariable(v), output);
  const product = gradients(output, places, v, createGraph);
  return [createGraph ? output : output.detach(), likeInputs(inputs, product)];
}

/**
 * All first derivatives times a vector: how the result moves when the inputs move along v. It is found backwards, twice: the
 * gradient is linear in what arrives, and its derivative by that is the product (Townsend, 2017).
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jvp.html
 * @param v in the inputs' shapes; a list when the inputs are one
 * @returns the function's result, and the product, in its shape
 * @throws RangeError when v has other shapes; TypeError when the function's result is no Variable
 */
export function jvp(
  fn: DifferentiableFunction,
  inputs: Given | readonly Given[],
  v: Given | readonly Given[],
  options: FunctionalOptions = {},
): [output: Variable, product: Variable] {
  const { createGraph } = rules.readOptions("jvp", table, options);
  const { output, places } = evaluate("jvp", fn, inputs, createGraph);
  const along = listOf("jvp", v);
  if (along.length !== places.length)
    throw new RangeError(`jvp: there must be one vector for each input, got ${along.length} for ${places.length}`);
  for (const [i, place] of places.entries()) requireShape("jvp", along[i], place);
  const arriving = new Variable(zerosLike(output.data));
  const slopes = gradients(output, places, arriving, true);
  const moved = enableGrad(() => stack(slopes.map((slope, i) => slope.mul(along[i]).sum())).sum());
  const [product] = gradients(moved, [arriving], undefined, createGraph);
  return [createGraph ? output : output.detach(), product];
}

/** A function's result at inputs of its own: cut from what the given ones were made of, unless that is to be known. */
function evaluate(owner: string, fn: DifferentiableFunction, inputs: Given | readonly Given[], createGraph: boolean) {
  if (typeof fn !== "function")
    throw new TypeError(`${owner}: what is differentiated must be a function, got ${rules.shown(fn)}`);
  const given = listOf(owner, inputs);
  return enableGrad(() => {
    const places = given.map((x) => (createGraph && x.requiresGrad ? x.reshape(x.shape) : new Variable(x.data, LEAF)));
    const output: unknown = fn(...places);
    if (!(output instanceof Variable))
      throw new TypeError(`${owner}: the function's result must be a Variable, got ${rules.shown(output)}`);
    return { output, places };
  });
}

const LEAF = { requiresGrad: true };

/** The gradient of each element of an output: `[…out, …in]` for each place. */
function rowsOf(output: Variable, places: readonly Variable[], createGraph: boolean): Variable[] {
  const within = createGraph ? enableGrad : noGrad;
  return within(() => {
    const elements = Array.from({ length: output.size }, (_, element) => {
      const one = zeros([output.size], { dtype: output.dtype });
      one.data[element] = 1;
      return gradients(output, places, one.reshape(output.shape), createGraph);
    });
    return places.map((place, i) => {
      const shape = [...output.shape, ...place.shape];
      if (elements.length === 0) return new Variable(zeros(shape, { dtype: place.dtype }), CONSTANT);
      return stack(elements.map((row) => row[i])).reshape(shape);
    });
  });
}

const CONSTANT = { requiresGrad: false };

/** Gradients of one output, with the tape kept: 0 where none arrives. */
function gradients(
  output: Variable,
  places: readonly Variable[],
  arriving: Given | undefined,
  createGraph: boolean,
): Variable[] {
  const found = output.requiresGrad
    ? grad(output, places, {
        ...(arriving !== undefined && { gradOutputs: arriving }),
        retainGraph: true,
        createGraph,
        allowUnused: true,
      })
    : [];
  return places.map((place, i) => found[i] ?? new Variable(zerosLike(place.data), CONSTANT));
}

function likeInputs(inputs: Given | readonly Given[], results: Variable[]): Variable | Variable[] {
  return isList(inputs) ? results : results[0];
}

function listOf(owner: string, given: Given | readonly Given[]): Variable[] {
  const list = isList(given) ? given : [given];
  if (list.length === 0) throw new RangeError(`${owner}: there must be inputs, got none`);
  return Array.from(list, (item) => asVariable(item));
}

function isList(given: Given | readonly Given[]): given is readonly Given[] {
  return Array.isArray(given);
}

function requireShape(owner: string, v: Variable, like: Variable): void {
  if (!sameShape(v.shape, like.shape))
    throw new RangeError(`${owner}: v must have the shape ${formatShape(like.shape)}, got ${formatShape(v.shape)}`);
}
