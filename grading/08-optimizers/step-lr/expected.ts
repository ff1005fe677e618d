/** The rate of an epoch on the staircase, from the base rate and the epoch alone. */
export function stepDecay(base: number, epoch: number, stepSize: number, gamma: number): number {
  let rate = base;
  for (let boundary = stepSize; boundary <= epoch; boundary += stepSize) rate *= gamma;
  return rate;
}
