import type { Inputs } from "@tinytorch/testkit";

/** Inputs with two numbers each, and a target for each. */
export type Samples = {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
};

/** A batch of each size. */
export function drawSamples(inputs: Inputs, sizes: readonly number[]): Samples[] {
  return sizes.map((size) => ({
    inputs: Array.from({ length: size }, () => inputs.signed(2, 0.3, 1)),
    targets: inputs.signed(size, 0.3, 2),
  }));
}
