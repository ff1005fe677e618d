/** The rate of an epoch on the warm-up's line, from the base rate and the epoch alone. */
export function warmUp(base: number, epoch: number, start: number, end: number, total: number): number {
  const done = epoch >= total ? 1 : epoch / total;
  return base * (start * (1 - done) + end * done);
}
