import { Variable } from "@tinytorch/autograd";

/** Gives a parameter a gradient by hand, where `backward()` would have done it. */
export function setGradient(parameter: Variable, values: number[]): void {
  parameter.grad = new Variable(values, { requiresGrad: false });
}
