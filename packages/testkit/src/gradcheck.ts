import { noGrad, type Variable } from "@tinytorch/autograd";
import { formatShape, type Tensor, zerosLike } from "@tinytorch/tensor";

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
 * output against every element of every input: the whole Jacobian. Inputs must be float64 leaves, away from kinks.
 * @throws Error naming the first place where the two disagree
 */
export function gradcheck(
  fn: (...inputs: Variable[]) => Variable,
  inputs: readonly Variable[],
  { eps = 1e-6, atol = 1e-7, rtol = 1e-5 }: GradcheckOptions = {},
): void {
  for (const input of inputs) {
    if (input.dtype !== "float64") throw new TypeError(`gradcheck: inputs must be float64, got ${input.dtype}`);
  }
  const shape = noGrad(() => fn(...inputs)).shape;
  const jacobians = analyticJacobians(fn, inputs);
  for (const [number, input] of inputs.entries()) {
    if (!input.requiresGrad) continue;
    for (let element = 0; element < input.size; element++) {
      const slopes = centralDifferences(fn, inputs, input, element, eps);
      for (const [output, numeric] of slopes.entries()) {
        const analytic = jacobians[output][number][element];
        if (!(Math.abs(analytic - numeric) <= atol + rtol * Math.abs(numeric))) {
          throw new Error(
            `gradcheck: gradients must match central differences, got ${analytic} against ${numeric} for output element ` +
              `${output} of ${formatShape(shape)} by element ${element} of input ${number}, ${formatShape(input.shape)}`,
          );
        }
      }
    }
  }
}

/** The gradient of each output element, by input: backward run once for each, with a 1 there and 0 elsewhere. */
function analyticJacobians(fn: (...inputs: Variable[]) => Variable, inputs: readonly Variable[]): number[][][] {
  const rows: number[][][] = [];
  for (let output = 0; ; output++) {
    for (const input of inputs) input.grad = null;
    const result = fn(...inputs);
    if (output >= result.size) break;
    const seed = zerosLike(result.data);
    seed.data[output] = 1;
    result.backward(seed);
    rows.push(inputs.map((input) => elements(input.grad?.data ?? zerosLike(input.data))));
  }
  for (const input of inputs) input.grad = null;
  return rows;
}

function centralDifferences(
  fn: (...inputs: Variable[]) => Variable,
  inputs: readonly Variable[],
  input: Variable,
  element: number,
  eps: number,
): number[] {
  const original = input.data;
  const at = (distance: number): number[] => {
    const moved = original.clone();
    moved.data[element] += distance;
    input.data = moved;
    return noGrad(() => elements(fn(...inputs).data));
  };
  try {
    const below = at(-eps);
    return at(eps).map((above, output) => (above - below[output]) / (2 * eps));
  } finally {
    input.data = original;
  }
}

function elements(tensor: Tensor): number[] {
  return Array.from(tensor.contiguous().data);
}
