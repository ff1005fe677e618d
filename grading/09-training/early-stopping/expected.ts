/** What a watcher says to each value: worked out from all values up to it, without any memory. */
export function expectedSteps(
  values: readonly number[],
  { patience, minDelta = 0 }: { readonly patience: number; readonly minDelta?: number },
): { readonly stops: boolean[]; readonly bests: number[]; readonly waited: number[] } {
  const seen = values.map((_, end) => {
    const counted = records(values.slice(0, end + 1), minDelta);
    const last = counted.at(-1);
    return {
      since: last === undefined ? end + 1 : end - last,
      best: last === undefined ? Infinity : values[last],
    };
  });
  return {
    stops: seen.map(({ since }) => since >= patience),
    bests: seen.map(({ best }) => best),
    waited: seen.map(({ since }) => since),
  };
}

/** The places of the values that were far enough below the last one that was. */
function records(values: readonly number[], minDelta: number): number[] {
  const places: number[] = [];
  for (const [place, value] of values.entries()) {
    const last = places.at(-1);
    if (value < (last === undefined ? Infinity : values[last] - minDelta)) places.push(place);
  }
  return places;
}
