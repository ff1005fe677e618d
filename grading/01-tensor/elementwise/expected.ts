import { type Approximate, exact } from "@tinytorch/testkit";
import { build, type Grid, stretchedCell, together } from "../grid.ts";

/** Rounded once to float32, as a correct result in + − · / and √ is, to the last bit. */
export function rounded(value: number): Approximate {
  return exact(Math.fround(value));
}

/**
 * A function that is worked out in 64 bits and rounded once; PyTorch's own may be off by a unit in the last place. Below the
 * smallest normal float32 a unit is 2⁻¹⁴⁹.
 */
export function nearly(value: number): Approximate {
  const stored = Math.fround(value);
  return Number.isFinite(stored) ? { value, error: 2 ** -23 * Math.abs(value) + 2 ** -149 } : exact(stored);
}

/** What float64 keeps of a function whose last bits may be worked out in another way. */
export function closely(value: number): Approximate {
  return { value, error: 2 ** -52 * Math.abs(value) };
}

/** An operation on every pair of cells, by the rules of broadcasting. */
export function combined(a: Grid, b: Grid, combine: (a: number, b: number) => Approximate): Grid {
  return build(together(a.shape, b.shape), (index) =>
    combine(stretchedCell(a, index).value, stretchedCell(b, index).value),
  );
}

/** An operation on every cell. */
export function mapped(a: Grid, map: (x: number) => Approximate): Grid {
  return { shape: a.shape, cells: a.cells.map(({ value }) => map(value)) };
}

/** What each operation makes of two numbers of float32. */
export const binary = {
  add: (a: number, b: number) => rounded(a + b),
  sub: (a: number, b: number) => rounded(a - b),
  mul: (a: number, b: number) => rounded(a * b),
  div: (a: number, b: number) => rounded(a / b),
  pow: (a: number, b: number) => nearly(a ** b),
  maximum: (a: number, b: number) => exact(Math.max(a, b)),
} as const;

/** The same in float64. */
export const wideBinary = {
  add: (a: number, b: number) => exact(a + b),
  sub: (a: number, b: number) => exact(a - b),
  mul: (a: number, b: number) => exact(a * b),
  div: (a: number, b: number) => exact(a / b),
  pow: (a: number, b: number) => closely(a ** b),
  maximum: (a: number, b: number) => exact(Math.max(a, b)),
} as const;

export type BinaryName = keyof typeof binary;

export const binaryNames = [
  "add",
  "sub",
  "mul",
  "div",
  "pow",
  "maximum",
] as const satisfies readonly BinaryName[];

export const arithmetic = ["add", "sub", "mul", "div"] as const satisfies readonly BinaryName[];

export const unary = {
  neg: (x: number) => exact(-x),
  exp: (x: number) => nearly(Math.exp(x)),
  log: (x: number) => nearly(Math.log(x)),
  sqrt: (x: number) => rounded(Math.sqrt(x)),
} as const;

export const wideUnary = {
  neg: (x: number) => exact(-x),
  exp: (x: number) => closely(Math.exp(x)),
  log: (x: number) => closely(Math.log(x)),
  sqrt: (x: number) => exact(Math.sqrt(x)),
} as const;

export type UnaryName = keyof typeof unary;

export const unaryNames = ["neg", "exp", "log", "sqrt"] as const satisfies readonly UnaryName[];
