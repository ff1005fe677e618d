import { expect } from "vitest";
import { notNormal, notUniform } from "../distribution.ts";
import type { Draw, Drawn, Initialiser } from "./draw-all.ts";

/** Bound of a uniform initialiser, standard deviation of a normal one, from what the papers say. */
export function spreadOf(initialiser: Initialiser, shape: readonly number[]): number {
  const kernel = shape.slice(2).reduce((product, size) => product * size, 1);
  const fanIn = shape[1] * kernel;
  const fanOut = shape[0] * kernel;
  switch (initialiser) {
    case "xavierUniform":
      return Math.sqrt(6) / Math.sqrt(fanIn + fanOut);
    case "xavierNormal":
      return Math.SQRT2 / Math.sqrt(fanIn + fanOut);
    case "heUniform":
      return Math.sqrt(6) / Math.sqrt(fanIn);
    case "heNormal":
      return Math.SQRT2 / Math.sqrt(fanIn);
  }
}

/** Each drawn tensor has the shape that was asked for, and numbers of the right distribution: thousands of them. */
export function expectDistributions(drawn: readonly Drawn[], draws: readonly Draw[]): void {
  expect(drawn.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
    draws.map(({ shape }) => ({ shape, dtype: "float32" })),
  );
  for (const [index, { initialiser, shape }] of draws.entries()) {
    const { values } = drawn[index];
    expect(values.length).toBe(shape.reduce((size, length) => size * length, 1));
    expect(problem(initialiser, values, spreadOf(initialiser, shape))).toBe(null);
  }
}

export function problem(initialiser: Initialiser, values: ArrayLike<number>, spread: number): string | null {
  return initialiser.endsWith("Uniform") ? notUniform(values, spread) : notNormal(values, spread);
}

/**
 * Normal numbers have no end: of fifteen thousand, none beyond 3.02 deviations once in 10¹⁶ times. Those that are cut off at
 * three, as some initialisers do, have none there.
 */
export function expectTails(drawn: readonly Drawn[], draws: readonly Draw[]): void {
  const sizes = drawn.flatMap(({ values }, index) => {
    const { initialiser, shape } = draws[index];
    return Array.from(values, (value) => Math.abs(value) / spreadOf(initialiser, shape));
  });
  expect(Math.max(...sizes)).toBeGreaterThan(3.02);
}
