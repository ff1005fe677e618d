import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { enableGrad, grad, Variable } from "@tinytorch/autograd";
import { Generator, randn, zeros } from "@tinytorch/tensor";
import { gradcheck } from "@tinytorch/testkit";
import { libraryAdapter } from "./library-adapter.ts";

const packages = resolve(import.meta.dirname, "../../packages");

/** A function of variables, and where it is looked at. */
interface Point {
  readonly fn: (...inputs: Variable[]) => Variable;
  readonly inputs: readonly Variable[];
}

/**
 * Compares the derivatives of gradients, and of the gradients of those, with central differences.
 * @throws Error naming the first place where the two disagree
 */
export function gradcheckAgain(fn: Point["fn"], inputs: readonly Variable[]): void {
  const generator = new Generator(5);
  requireSameRecorded({ fn, inputs }, generator);
  const slope = slopeOf({ fn, inputs }, generator);
  gradcheck(slope.fn, slope.inputs, libraryAdapter, tolerance);
  requireSameRecorded(slope, generator);
  const curvature = slopeOf(slope, generator);
  gradcheck(curvature.fn, curvature.inputs, libraryAdapter, tolerance);
}

const tolerance = { rtol: 1e-4, atol: 1e-6 };

/** @throws Error unless gradients that are recorded are those that are not */
function requireSameRecorded({ fn, inputs }: Point, generator: Generator): void {
  const arriving = weightFor(fn(...inputs), generator);
  const [recorded, plain] = [true, false].map((createGraph) =>
    grad(fn(...inputs), inputs, { gradOutputs: arriving, createGraph, allowUnused: true }),
  );
  for (const [i, gradient] of plain.entries()) {
    const difference = (gradient?.data ?? zeros(inputs[i].shape)).sub(recorded[i]?.data ?? zeros(inputs[i].shape));
    const largest = difference.size === 0 ? 0 : difference.abs().max().item();
    if (!(largest < 1e-10))
      throw new Error(`gradients must be the same recorded or not, got a difference of ${largest}`);
  }
}

function weightFor({ shape }: Variable, generator: Generator): Variable {
  return new Variable(randn(shape, { generator, dtype: "float64" }));
}

/**
 * The gradients of a function, weighed and summed, as a function of its inputs and of all weights: so that what is linear in its
 * inputs has a second derivative as well.
 */
function slopeOf({ fn, inputs }: Point, generator: Generator): Point {
  const arriving = weightFor(fn(...inputs), generator);
  return {
    inputs: [...inputs, arriving, ...inputs.map((input) => weightFor(input, generator))],
    fn: (...values) =>
      enableGrad(() => {
        const [places, weights] = [values.slice(0, inputs.length), values.slice(inputs.length + 1)];
        const gradients = gradientsOf(fn(...places), places, values[inputs.length]);
        let sum = new Variable(zeros([], { dtype: "float64" }));
        for (const [i, gradient] of gradients.entries())
          if (gradient !== null) sum = sum.add(gradient.mul(weights[i]).sum());
        return sum;
      }),
  };
}

function gradientsOf(output: Variable, inputs: readonly Variable[], gradOutputs: Variable) {
  return grad(output, inputs, { gradOutputs, createGraph: true, allowUnused: true });
}

/** The names of the operations that a function and its gradients run. */
export function operationsOf(fn: Point["fn"], inputs: readonly Variable[]): Set<string> {
  const { fn: slope, inputs: all } = slopeOf({ fn, inputs }, new Generator(5));
  const names = new Set<string>();
  const nodes = new Set<NonNullable<Variable["node"]>>();
  const unexplored = [fn(...inputs).node, slope(...all).node];
  for (let node = unexplored.pop(); node !== undefined; node = unexplored.pop()) {
    if (node === null || nodes.has(node)) continue;
    nodes.add(node);
    names.add(node.name);
    unexplored.push(...node.parents.map((parent) => parent.node));
  }
  return names;
}

/** The names of all operations that are written with a gradient of their own in the sources of autograd and nn. */
export function operationsInSources(): string[] {
  const names = new Set<string>();
  for (const file of globSync(`${packages}/{autograd,nn}/src/**/*.ts`, {
    exclude: (path) => path.endsWith(".test.ts"),
  })) {
    const text = readFileSync(file, "utf8");
    const made = /\b(?:unary|binary|smooth|fromInput|fromResult|part)(?:<[^()]*>)?\(\s*"([^"]+)"/g;
    const spelled = /\bOperation(?:<[^=]*>)? = \{\s*name: "([^"]+)"/g;
    for (const [, name] of [...text.matchAll(made), ...text.matchAll(spelled)]) names.add(name);
  }
  return [...names].sort();
}
