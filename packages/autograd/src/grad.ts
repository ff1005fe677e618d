import { rules } from "@tinytorch/options";
import type { Tensor } from "@tinytorch/tensor";
import { formatShape } from "@tinytorch/tensor/internal";
import { enableGrad, noGrad } from "./mode.ts";
import { runPass } from "./pass.ts";
import { ownOf, recorder, seedOf, Variable, variableOf } from "./variable.ts";

/** Options of `grad`. */
export interface GradOptions {
  /** The gradient arriving at each output; one of a single element may go without, as null, and gets 1. */
  gradOutputs?: Variable | Tensor | readonly (Variable | Tensor | null)[];
  /** Keep the tape for another pass through it (default: as `createGraph`). */
  retainGraph?: boolean;
  /** Record how the gradients are computed, so that they can be differentiated in turn (default false). */
  createGraph?: boolean;
  /** Answer with null for an input that no output depends on, instead of an error (default false). */
  allowUnused?: boolean;
}

const table = {
  retainGraph: rules.optional(rules.flag),
  createGraph: rules.flag.or(false),
  allowUnused: rules.flag.or(false),
};

/**
 * The gradients of the sum of all outputs for each input, a leaf or a result, as variables of their own: no variable's `grad` is
 * touched (but that of a result which `retainGrad()` was called on). Only what lies between is computed.
 *
 *   const [slope] = grad(f(x), x, { createGraph: true });
 *   const [curvature] = grad(slope.sum(), x);
 *
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
 * @throws Error when an output or an input does not require a gradient, no output depends on an input, the tape has been used
 *   up, or with `createGraph` an operation has no gradient that can be recorded; RangeError when a gradient has another shape
 */
export function grad(
  outputs: Variable | readonly Variable[],
  inputs: Variable | readonly Variable[],
  options?: GradOptions & { readonly allowUnused?: false },
): Variable[];
export function grad(
  outputs: Variable | readonly Variable[],
  inputs: Variable | readonly Variable[],
  options?: GradOptions,
): (Variable | null)[];
export function grad(
  outputs: Variable | readonly Variable[],
  inputs: Variable | readonly Variable[],
  options: GradOptions = {},
): (Variable | null)[] {
  const {
    createGraph,
    retainGraph = createGraph,
    allowUnused,
  } = rules.readOptions("grad", table, options, ["gradOutputs"]);
  const [results, targets] = [listOf("outputs", outputs), listOf("inputs", inputs)];
  for (const target of targets) {
    if (!target.requiresGrad) throw new Error("grad: an input must require a gradient, got one that does not");
  }
  const seeds = seedsOf(results, options.gradOutputs);
  const roots = results.map((variable, i) => ({ variable, gradient: createGraph ? seeds[i] : seeds[i].detach() }));
  const within = createGraph ? enableGrad : noGrad;
  return within(() => {
    const gradients = runPass(roots, { inputs: targets, retainGraph, createGraph, recorder });
    const held = new Set<unknown>(seeds.map(({ data }) => data.storage));
    return gradients.map((gradient, i) => {
      if (gradient !== null) return alone(variableOf(gradient), targets[i], held);
      if (allowUnused) return null;
      throw new Error(
        `grad: an output must depend on every input, got input ${i} of shape ${formatShape(targets[i].shape)}, which none does; ` +
          "pass { allowUnused: true } to get null for it",
      );
    });
  });
}

/** In the input's element type, and in a tensor that neither another gradient nor the caller holds. */
function alone(gradient: Variable, input: Variable, held: Set<unknown>): Variable {
  const { storage, size, dtype } = gradient.data;
  const isAlone = dtype === input.dtype && size === storage.size && !held.has(storage);
  held.add(storage);
  return isAlone ? gradient : ownOf(gradient, input.dtype);
}

function seedsOf(outputs: readonly Variable[], given: GradOptions["gradOutputs"]): Variable[] {
  if (given === undefined) return outputs.map((output) => seedOf("grad", output, undefined));
  const seeds = isList(given) ? given : [given];
  if (seeds.length !== outputs.length)
    throw new RangeError(
      `grad: there must be one of gradOutputs for each output, got ${seeds.length} for ${outputs.length}`,
    );
  return outputs.map((output, i) => seedOf("grad", output, seeds[i]));
}

function listOf(what: string, given: Variable | readonly Variable[]): readonly Variable[] {
  const list: readonly unknown[] = isList(given) ? given : [given];
  if (list.length === 0) throw new RangeError(`grad: there must be ${what}, got none`);
  return Array.from(list, (item) => {
    if (item instanceof Variable) return item;
    throw new TypeError(`grad: ${what} must be Variables, got ${rules.shown(item)}`);
  });
}

function isList<Item>(given: Item | readonly Item[]): given is readonly Item[] {
  return Array.isArray(given);
}
