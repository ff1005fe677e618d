import type { Clipping, Gradients } from "./clip-gradients.ts";

/** The p-norm of all values together, in float64. */
export function norm(gradients: Gradients, p: number): number {
  const sizes = gradients.flatMap((gradient) => gradient ?? []).map(Math.abs);
  if (p === Infinity) return Math.max(0, ...sizes);
  return sizes.reduce((total, size) => total + size ** p, 0) ** (1 / p);
}

/** What every call should give back, and the gradients that should be left. */
export function expectedClipping({ gradients, calls }: Clipping): { norms: number[]; gradients: Gradients } {
  let left = gradients;
  const norms = calls.map(({ maxNorm, options }) => {
    const before = norm(left, options?.normType ?? 2);
    const coefficient = Math.min(1, maxNorm / (before + 1e-6));
    left = left.map((gradient) => gradient?.map((value) => value * coefficient) ?? null);
    return before;
  });
  return { norms, gradients: left };
}
