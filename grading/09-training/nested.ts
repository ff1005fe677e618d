import type { NestedNumbers, Shape } from "@tinytorch/testkit";

/** Numbers in row-major order as nested arrays of a shape, which is how results come back from the sandbox. */
export function nested(flat: readonly number[], shape: Shape): NestedNumbers {
  let position = 0;
  const build = (depth: number): NestedNumbers =>
    depth === shape.length ? flat[position++] : Array.from({ length: shape[depth] }, () => build(depth + 1));
  return build(0);
}

export const sizeOf = (shape: Shape): number => shape.reduce((size, length) => size * length, 1);
