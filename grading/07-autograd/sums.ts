import type { Approximate } from "@tinytorch/testkit";
import { type Shape, sizeOf } from "./positions.ts";

/** How far float64 or float32 may be off, relative to the sizes of all that was added up, for formulas of a few steps. */
export const units = { float64: 2 ** -46, float32: 2 ** -21 } as const;
export type Unit = keyof typeof units;

/** Numbers that terms are added to, with what rounding may do to each. */
export class Sums {
  readonly shape: Shape;
  readonly #totals: number[];
  readonly #sizes: number[];

  constructor(shape: Shape) {
    this.shape = shape;
    this.#totals = Array.from({ length: sizeOf(shape) }, () => 0);
    this.#sizes = [...this.#totals];
  }

  add(index: number, term: number): void {
    this.#totals[index] += term;
    this.#sizes[index] += Math.abs(term);
  }

  values(unit: Unit): Approximate[] {
    return this.#totals.map((value, index) => ({
      value,
      error: Number.isFinite(value) ? this.#sizes[index] * units[unit] : 0,
    }));
  }
}
