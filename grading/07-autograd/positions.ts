/** Sizes of the dimensions of numbers that stand in row-major order. */
export type Shape = readonly number[];

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Every position in a shape, in row-major order. */
export function positionsIn(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (positions, size) =>
      positions.flatMap((position) => Array.from({ length: size }, (_, i) => [...position, i])),
    [[]],
  );
}

/** Where a position stands in row-major order. */
export function indexAt(shape: Shape, position: readonly number[]): number {
  return shape.reduce((index, size, d) => index * size + position[d], 0);
}

/** Where what is seen at a position of a broadcast result stands in one that was broadcast: aligned on the right. */
export function indexSeen(shape: Shape, position: readonly number[]): number {
  const own = position.slice(position.length - shape.length);
  return indexAt(
    shape,
    own.map((i, d) => (shape[d] === 1 ? 0 : i)),
  );
}

/** The shape of what two shapes give together. */
export function broadcast(a: Shape, b: Shape): number[] {
  const ndim = Math.max(a.length, b.length);
  const sizeIn = (shape: Shape, d: number) => shape[d - (ndim - shape.length)] ?? 1;
  return Array.from({ length: ndim }, (_, d) => (sizeIn(a, d) === 1 ? sizeIn(b, d) : sizeIn(a, d)));
}
