import type { Inputs } from "@tinytorch/testkit";

/** One batch of a problem with several inputs and one output: `inputs[sample][feature]`. */
export type Batch = {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
};

/** A weight for each input, and a bias. */
export type Line = { readonly weights: readonly number[]; readonly bias: number };

/**
 * A line to fit to two inputs. A pass has batches of unequal sizes, of which none is the number of inputs, and is followed
 * by another pass with other batches. The very first batch is on the line from the start, to the last bit of float32: its
 * loss is 0, and its gradient is not, by the skew of the loss.
 */
export function lineProblem(
  inputs: Inputs,
  passes: readonly (readonly number[])[],
): { start: Line; passes: Batch[][] } {
  // Whole numbers of 1/64: products and sums of a few are without rounding.
  const coarse = (value: number) => Math.round(64 * value) / 64;
  const weights = [inputs.number(0.5, 1), inputs.number(-1, -0.5)].map(coarse);
  const bias = coarse(inputs.number(-1, -0.5));
  // The others are so far off that the gradient of a single sample is larger than 1: nobody may cut it.
  const batch = (size: number, off: readonly number[]): Batch => {
    const points = Array.from({ length: size }, () => inputs.signed(2, 0.2, 1).map(coarse));
    return {
      inputs: points,
      targets: points.map(([x, y], i) => weights[0] * x + weights[1] * y + bias + off[i]),
    };
  };
  const offsets = (size: number, isFirst: boolean) =>
    isFirst ? Array.from({ length: size }, () => 0) : inputs.signed(size, 1.3, 2);
  return {
    start: { weights, bias },
    passes: passes.map((sizes, pass) =>
      sizes.map((size, place) => batch(size, offsets(size, pass + place === 0))),
    ),
  };
}
