/**
 * The positions of the values that a picture of `buckets` columns needs to look as if it had drawn them all: of each column the
 * first, the last, the smallest and the largest (M4, Jugel et al., 2014), so that no spike is lost.
 */
export function downsample(values: readonly (number | null)[], buckets: number): number[] {
  if (values.length <= buckets * 4) return values.map((_, index) => index);
  return Array.from({ length: buckets }, (_, bucket) => {
    const from = Math.floor((bucket * values.length) / buckets);
    const to = Math.floor(((bucket + 1) * values.length) / buckets);
    let [low, high] = [from, from];
    for (let index = from + 1; index < to; index += 1) {
      if (isBeyond(values[index], values[low], -1)) low = index;
      if (isBeyond(values[index], values[high], 1)) high = index;
    }
    return [...new Set([from, low, high, to - 1])].sort((a, b) => a - b);
  }).flat();
}

function isBeyond(value: number | null | undefined, best: number | null | undefined, direction: 1 | -1): boolean {
  if (value === null || value === undefined) return false;
  return best === null || best === undefined || (value - best) * direction > 0;
}
