/** The rate of epoch 0, 1, 2, … under each schedule, from the base rate and the epoch alone. */

export function stepDecay(base: number, epoch: number, stepSize: number, gamma: number): number {
  let rate = base;
  for (let boundary = stepSize; boundary <= epoch; boundary += stepSize) rate *= gamma;
  return rate;
}

export function cosine(base: number, epoch: number, tMax: number, etaMin: number): number {
  return etaMin + 0.5 * (base - etaMin) * (1 + Math.cos((epoch / tMax) * Math.PI));
}

export function warmUp(base: number, epoch: number, start: number, end: number, total: number): number {
  const done = epoch >= total ? 1 : epoch / total;
  return base * (start * (1 - done) + end * done);
}
