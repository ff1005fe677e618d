import type { Approximate } from "@tinytorch/testkit";
import type { Trial } from "./try-numeric.ts";

/** What central differences of a trial's function are, ε included: 3cx² + cε², and the neighbours. */
export function differences({ x: { values }, cubes, products, eps = 1e-6 }: Trial): Approximate[] {
  const size = values.reduce(
    (total, x, i) =>
      total + Math.abs(cubes[i]) * (Math.abs(x) + eps) ** 3 + Math.abs(products) * (x * x + eps),
    0,
  );
  return values.map((x, i) => ({
    value: cubes[i] * (3 * x * x + eps * eps) + products * ((values[i - 1] ?? 0) + (values[i + 1] ?? 0)),
    // The two values of f are each rounded, and so is the place.
    error: (2 ** -50 * size) / eps + 1e-9 * Math.abs(cubes[i] * x * x),
  }));
}
