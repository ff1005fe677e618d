/** How a window slides, as options say it. */
export type Sliding = {
  readonly stride?: number | readonly [number, number];
  readonly padding?: number | readonly [number, number];
  readonly dilation?: number | readonly [number, number];
};

/** One side of a window: where its elements stand for each of its places, negative or too large in the margin. */
export type Places = readonly (readonly number[])[];

/** A window is laid down at 0, at its stride, at twice its stride, …, as long as its last element is in the padded side. */
export function placesOn(side: 0 | 1, size: number, kernel: number, options: Sliding): Places {
  const of = (option: number | readonly [number, number] | undefined, initial: number): number =>
    typeof option === "number" ? option : (option?.[side] ?? initial);
  const [stride, padding, dilation] = [
    of(options.stride, 1),
    of(options.padding, 0),
    of(options.dilation, 1),
  ];
  const places: number[][] = [];
  for (let start = -padding; start + (kernel - 1) * dilation < size + padding; start += stride) {
    places.push(Array.from({ length: kernel }, (_, element) => start + element * dilation));
  }
  return places;
}
