/** The rate of an epoch on the cosine, from the base rate and the epoch alone. */
export function cosine(base: number, epoch: number, tMax: number, etaMin: number): number {
  return etaMin + 0.5 * (base - etaMin) * (1 + Math.cos((epoch / tMax) * Math.PI));
}
