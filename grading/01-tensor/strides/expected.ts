/** For each dimension the number of elements in what lies behind it. */
export function rowMajorStrides(shape: readonly number[]): number[] {
  return shape.map((_, d) => shape.slice(d + 1).reduce((product, length) => product * length, 1));
}
