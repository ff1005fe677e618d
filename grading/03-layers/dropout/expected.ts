import { expect } from "vitest";
import type { Dropped, Dropping } from "./drop-all.ts";

/** Which numbers were dropped: true where the output is zero and x was not. */
export function maskOf({ values }: Dropped): boolean[] {
  return Array.from(values, (value) => value === 0);
}

/** Every number is 0 or x / (1 − p), in x's shape, and x is as it was. */
export function expectDroppedOrRescaled(dropped: readonly Dropped[], droppings: readonly Dropping[]): void {
  expect(dropped.length).toBe(droppings.length);
  for (const [index, { p, shape, values }] of droppings.entries()) {
    const { x, values: received, ...rest } = dropped[index];
    expect(rest).toMatchObject({ shape, dtype: "float32" });
    expect([...x]).toEqual(values);
    expect(received.length).toBe(values.length);
    const wrong = [...received].filter((value, place) => {
      const wanted = values[place] / (1 - p);
      // Three roundings at most: 1 − p or its inverse, the quotient, and the product with a mask.
      return value !== 0 && !(Math.abs(value - wanted) <= 3 * 2 ** -23 * Math.abs(wanted));
    });
    expect(wrong).toEqual([]);
  }
}
