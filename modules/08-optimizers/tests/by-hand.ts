import { Variable } from "@tinytorch/autograd";

/** Gives a parameter a gradient by hand, where `backward()` would have done it. */
export function setGradient(parameter: Variable, values: number[]): void {
  parameter.grad = new Variable(values, { requiresGrad: false });
}

/** A parameter's numbers. */
export function valuesOf(parameter: Variable): number[] {
  return Array.from(parameter.data.data);
}

/** A gradient's numbers, or null when there is none. */
export function gradientOf(parameter: Variable): number[] | null {
  return parameter.grad && Array.from(parameter.grad.data.data);
}

/** The message of the RangeError that `build` throws, or "accepted". */
export function refusal(build: () => unknown): string {
  try {
    build();
    return "accepted";
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
