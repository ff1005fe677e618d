// The Box–Muller transform (1958): of u and v, spread evenly over [0, 1), r cos φ and r sin φ are two normals.

/** r = √(−2 log(1 − u)): 1 − u lies in (0, 1], where the logarithm is finite. */
export function radiusOf(u: number): number {
  return Math.sqrt(-2 * Math.log(1 - u));
}

/** φ = 2πv */
export function angleOf(v: number): number {
  return 2 * Math.PI * v;
}
