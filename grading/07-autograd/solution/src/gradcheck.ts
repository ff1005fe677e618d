import { type Shape, type Tensor, zeros } from "@tinytorch/tensor";
import { numericGradient } from "./numeric-gradient.ts";

/**
 * All that `gradcheck` needs of a variable. `Variable` has it, and so has a toy of ten lines: you can write and try the
 * judge before there is anything to judge.
 */
export interface Differentiable {
  /** The values, float64. Another tensor of the same shape may be assigned. */
  data: Tensor;
  readonly requiresGrad: boolean;
  /** What `backward` has gathered; null where nothing arrived. */
  readonly grad: { readonly data: Tensor } | null;
  zeroGrad(): void;
  /** Adds to the `grad` of everything this was computed from. `gradient` has the shape of `data`. */
  backward(gradient: Tensor): void;
}

/** Options of `gradcheck`; the defaults are PyTorch's. */
export interface GradcheckOptions {
  /** How far each number is moved to either side (default 1e-6). */
  readonly eps?: number;
  /** The absolute tolerance (default 1e-5). */
  readonly atol?: number;
  /** The relative tolerance (default 1e-3). */
  readonly rtol?: number;
}

/** One place where backward and trying it out do not say the same. Positions are row-major, from 0. */
export interface Disagreement {
  /** Which of the inputs. */
  readonly input: number;
  /** Which number of that input. */
  readonly element: number;
  /** Which number of the output, whose gradient this is. */
  readonly output: number;
  readonly analytic: number;
  readonly numeric: number;
}

/** What `gradcheck` found. */
export interface GradcheckResult {
  /** Whether every gradient is close to the numeric one. */
  readonly ok: boolean;
  /** The worst place, where |analytic − numeric| is largest among those that are not close; null when all are. */
  readonly worst: Disagreement | null;
  /** For each input |analytic − numeric|, in its shape: of several outputs the largest, NaN if one is. Zeros for a constant. */
  readonly errors: readonly Tensor[];
}

/** A tensor of zeros with a single 1, at a position in row-major order: asks `backward` for one output alone. */
function oneHot(shape: Shape, position: number): Tensor {
  const result = zeros(shape, { dtype: "float64" });
  result.data[position] = 1;
  return result;
}

/**
 * Judges the gradients of `backward` by `numericGradient`, for every number of the output against every number of every
 * input that requires a gradient: the whole Jacobian.
 *
 *   close means |analytic − numeric| <= atol + rtol · |numeric|, which a NaN never is
 *
 * For each number of the output: clear the gradients, compute f anew, run `backward` with a 1 there and 0 elsewhere. A `grad`
 * that stays null counts as zeros.
 *
 * @param f computes a variable, of any shape, from the inputs. It is called often.
 * @param inputs float64, away from kinks. Afterwards each has the `data` it had (the same tensor), even when f throws, and no
 *   gradient.
 * @throws TypeError on an input that requires a gradient and is not float64, whose differences are too coarse to judge by.
 * @throws RangeError when eps is not > 0, as `numericGradient` does.
 */
export function gradcheck<V extends Differentiable>(
  f: (...inputs: readonly V[]) => V,
  inputs: readonly V[],
  { eps = 1e-6, atol = 1e-5, rtol = 1e-3 }: GradcheckOptions = {},
): GradcheckResult {
  for (const { data, requiresGrad } of inputs) {
    if (requiresGrad && data.dtype !== "float64") {
      throw new TypeError(`gradcheck: inputs must be float64, got ${data.dtype}`);
    }
  }
  const { shape, size } = f(...inputs).data;
  const errors = inputs.map(({ data }) => zeros(data.shape, { dtype: "float64" }));
  // BEGIN SOLUTION
  // TODO: compare backward with numericGradient, everywhere
  let worst: Disagreement | null = null;
  let largest = -1;
  for (let output = 0; output < size; output += 1) {
    for (const input of inputs) input.zeroGrad();
    f(...inputs).backward(oneHot(shape, output));
    for (const [index, input] of inputs.entries()) {
      if (!input.requiresGrad) continue;
      const analytics = input.grad?.data.contiguous().data;
      const numerics = numericOf(f, inputs, input, output, eps).data;
      for (const [element, numeric] of numerics.entries()) {
        const analytic = analytics?.[element] ?? 0;
        const error = Math.abs(analytic - numeric);
        errors[index].data[element] = Math.max(errors[index].data[element], error);
        if (error <= atol + rtol * Math.abs(numeric)) continue;
        // What is not a number is as far away as can be.
        const distance = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
        if (distance > largest) {
          worst = { input: index, element, output, analytic, numeric };
          largest = distance;
        }
      }
    }
  }
  for (const input of inputs) input.zeroGrad();
  return { ok: worst === null, worst, errors };
  // END SOLUTION
}

/**
 * The numeric gradient of one number of f's output by one input. For each try the moved tensor is put in the place of
 * `input.data`; at the end the old one is put back, whatever happened.
 *
 * @param output the position of that number in f's output, row-major.
 * @returns a float64 tensor of the input's shape.
 */
function numericOf<V extends Differentiable>(
  f: (...inputs: readonly V[]) => V,
  inputs: readonly V[],
  input: V,
  output: number,
  eps: number,
): Tensor {
  // BEGIN SOLUTION
  // TODO: numericGradient of one output, then put input.data back
  const original = input.data;
  const tried = (moved: Tensor): number => {
    input.data = moved;
    return f(...inputs).data.contiguous().data[output];
  };
  try {
    return numericGradient(tried, original, eps);
  } finally {
    input.data = original;
  }
  // END SOLUTION
}
