import type { Scope } from "../scope.ts";

/** Runs in the sandbox: clips gradients, null where a parameter has none. */
export function clip(
  scope: Scope,
  gradients: readonly (readonly number[] | null)[],
  maxNorm: number,
  normType: number,
): { norm: number; gradients: (number[] | null)[] } {
  const parameters = gradients.map((gradient) => {
    const parameter = new scope.Variable(gradient ? gradient.map(() => 0) : [0, 0]);
    parameter.grad = gradient && new scope.Variable([...gradient], { requiresGrad: false });
    return parameter;
  });
  const norm = scope.clipGradNorm(parameters, maxNorm, { normType });
  return {
    norm: Number(norm),
    gradients: parameters.map((parameter) => parameter.grad && Array.from(parameter.grad.data.data)),
  };
}
