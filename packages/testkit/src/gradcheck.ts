import { formatShape, type NestedNumbers, sizeOf, toNested } from "./shape.ts";
import { readValues } from "./values.ts";

/** A variable as `gradcheck` sees it; any class with these members will do. */
export interface DifferentiableVariable<Tensor> {
  data: Tensor;
  /** After `backward`: a tensor or a variable that holds one; null or undefined where nothing arrived. */
  grad: unknown;
  readonly requiresGrad?: boolean;
  backward(gradient: Tensor): void;
}

/** What `gradcheck` cannot know about a library by looking at a variable. */
export interface GradcheckAdapter<Tensor> {
  /** Makes a tensor, in double precision. */
  tensor(values: NestedNumbers): Tensor;
  /** Runs a function without recording it, where a library can. */
  noGrad?<Result>(run: () => Result): Result;
}

/** Options of `gradcheck`. */
export interface GradcheckOptions {
  /** How far each input element is moved to either side (default 1e-6). */
  eps?: number;
  /** The absolute tolerance (default 1e-7). */
  atol?: number;
  /** The relative tolerance (default 1e-5). */
  rtol?: number;
}

/**
 * Compares the gradients that backward finds with central differences, (f(x + ε) − f(x − ε)) / 2ε, for every element of the
 * output against every element of every input: the whole Jacobian. Inputs must be float64 leaves, away from kinks. Whose
 * variables they are does not matter: the library's with its adapter, a student's own with one of three lines.
 * @throws Error naming the first place where the two disagree
 */
export function gradcheck<Tensor, Variable extends DifferentiableVariable<Tensor>>(
  fn: (...inputs: Variable[]) => Variable,
  inputs: readonly Variable[],
  adapter: GradcheckAdapter<Tensor>,
  { eps = 1e-6, atol = 1e-7, rtol = 1e-5 }: GradcheckOptions = {},
): void {
  for (const { data } of inputs) refuseCoarse(data);
  const { noGrad = (run) => run() } = adapter;
  const evaluate = () => readValues(noGrad(() => fn(...inputs)).data, "gradcheck");
  const { shape } = evaluate();
  const jacobians = analyticJacobians(fn, inputs, adapter);
  for (const [number, input] of inputs.entries()) {
    if (input.requiresGrad === false) continue;
    const original = input.data;
    const { flat, shape: inputShape } = readValues(original, "gradcheck");
    const at = (element: number, distance: number): readonly number[] => {
      const moved = flat.with(element, flat[element] + distance);
      input.data = adapter.tensor(toNested(moved, inputShape));
      try {
        return evaluate().flat;
      } finally {
        input.data = original;
      }
    };
    for (let element = 0; element < flat.length; element++) {
      const [above, below] = [at(element, eps), at(element, -eps)];
      for (let output = 0; output < above.length; output++) {
        const numeric = (above[output] - below[output]) / (2 * eps);
        const analytic = jacobians[output][number][element];
        if (!(Math.abs(analytic - numeric) <= atol + rtol * Math.abs(numeric))) {
          throw new Error(
            `gradcheck: gradients must match central differences, got ${analytic} against ${numeric} for output element ` +
              `${output} of ${formatShape(shape)} by element ${element} of input ${number}, ${formatShape(inputShape)}`,
          );
        }
      }
    }
  }
}

/** The gradient of each output element, by input: backward run once for each, with a 1 there and 0 elsewhere. */
function analyticJacobians<Tensor, Variable extends DifferentiableVariable<Tensor>>(
  fn: (...inputs: Variable[]) => Variable,
  inputs: readonly Variable[],
  adapter: GradcheckAdapter<Tensor>,
): (readonly number[])[][] {
  const rows: (readonly number[])[][] = [];
  for (let output = 0; ; output++) {
    for (const input of inputs) input.grad = null;
    const result = fn(...inputs);
    const { shape } = readValues(result.data, "gradcheck");
    if (output >= sizeOf(shape)) break;
    const seed = Array.from({ length: sizeOf(shape) }, (_, element) => (element === output ? 1 : 0));
    result.backward(adapter.tensor(toNested(seed, shape)));
    rows.push(inputs.map(gradientElements));
  }
  for (const input of inputs) input.grad = null;
  return rows;
}

/** A gradient that never came counts as 0. */
function gradientElements({ data, grad }: DifferentiableVariable<unknown>): readonly number[] {
  const { flat } = readValues(data, "gradcheck");
  return grad === null || grad === undefined ? flat.map(() => 0) : readValues(grad, "gradcheck").flat;
}

/** The differences of float32 numbers are too coarse to tell a wrong gradient from a right one. */
function refuseCoarse(data: unknown): void {
  if (typeof data !== "object" || data === null || !("dtype" in data)) return;
  if (data.dtype !== "float64") throw new TypeError(`gradcheck: inputs must be float64, got ${data.dtype}`);
}
