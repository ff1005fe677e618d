import type { Arithmetic } from "@tinytorch/tensor";

/**
 * The error function of each element, which `gelu` needs: `2/√π ∫₀ˣ e^(−t²) dt`, from −1 far on the left to 1 far on the
 * right. It has no formula, so this is one that is near it: off by 0.0000002 at most (Abramowitz & Stegun, 1964, 7.1.26).
 */
export function erf<T extends Arithmetic<T>>(x: T): T {
  // One of the two is |x|, the other 0, of which what is missing to 1 is 1.
  return missing(x.neg().maximum(0)).sub(missing(x.maximum(0)));
}

/** 1 − erf z, for z ≥ 0: `(a₁t + a₂t² + … + a₅t⁵) · e^(−z²)` with `t = 1/(1 + pz)`. */
function missing<T extends Arithmetic<T>>(z: T): T {
  const t = z.mul(0.3275911).add(1).pow(-1);
  let polynomial = t.mul(coefficients[0]);
  for (const coefficient of coefficients.slice(1)) polynomial = polynomial.add(coefficient).mul(t);
  return polynomial.mul(z.mul(z).neg().exp());
}

/** From a₅ to a₁. Their sum is 1, so that nothing is missing to 1 twice. */
const coefficients = [1.06140543, -1.453152027, 1.421413741, -0.284496736, 0.254829592] as const;
