/** The lengths of the dimensions; a number alone has none. */
export type Shape = readonly number[];

/** Numbers in nested arrays, one level for each dimension. */
export type NestedNumbers = number | NestedNumbers[];

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, dimension) => length === b[dimension]);
}

/** As errors show it: `[2, 3]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** Numbers in row-major order as nested arrays of a shape. */
export function toNested(flat: readonly number[], shape: Shape): NestedNumbers {
  let position = 0;
  const build = (depth: number): NestedNumbers =>
    depth === shape.length ? flat[position++] : Array.from({ length: shape[depth] }, () => build(depth + 1));
  return build(0);
}
