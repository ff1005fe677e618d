import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import type { Clipped, Clipping } from "./clip-gradients.ts";
import { expectedClipping } from "./expected.ts";

/** A few dozen float32 operations, powers among them, beside the size of the number. */
const relative = 3e-6;
const bounded = (value: number) => ({ value, error: relative * Math.abs(value) });

/** The norms that came back. */
export function expectNorms(clipped: readonly Clipped[], clippings: readonly Clipping[]): void {
  expectDataKept(clipped, clippings);
  const expected = clippings.map((clipping) => expectedClipping(clipping).norms.map(bounded));
  const norms = clipped.map((one) => one.norms);
  expect(firstDifference(norms, expected, "norms")).toBe(null);
}

/** The gradients that are left; gradients that are not to be scaled are the same to the last bit. */
export function expectGradients(clipped: readonly Clipped[], clippings: readonly Clipping[]): void {
  expectDataKept(clipped, clippings);
  const expected = clippings.map((clipping) => {
    const { gradients } = expectedClipping(clipping);
    const kept = (value: number, p: number, e: number) => value === clipping.gradients[p]?.[e];
    return gradients.map(
      (gradient, p) =>
        gradient?.map((value, e) => (kept(value, p, e) ? { value, error: 0 } : bounded(value))) ?? null,
    );
  });
  const gradients = clipped.map((one) => one.gradients);
  expect(firstDifference(gradients, expected, "gradients")).toBe(null);
}

function expectDataKept(clipped: readonly Clipped[], clippings: readonly Clipping[]): void {
  const data = clippings.map(({ gradients }) =>
    gradients.map((gradient) => (gradient ?? [0, 0]).map(() => 3)),
  );
  expect(clipped.map((one) => one.data)).toEqual(data);
}
