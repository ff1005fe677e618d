import type { Inputs } from "@tinytorch/testkit";
import type { ClassProblem } from "./class-losses.ts";

/** The loss of each row, from its scores relative to the right one: log Σ e^(x_c − x_right), the largest power taken out. */
export function expectedRows({ logits, classes, smoothing }: ClassProblem): number[] {
  const epsilon = smoothing ?? 0;
  return logits.map((row, r) => {
    const surprise = (label: number) => {
      const apart = row.map((score) => score - row[label]);
      const largest = Math.max(...apart);
      return largest + Math.log(apart.reduce((sum, each) => sum + Math.exp(each - largest), 0));
    };
    const spread = row.reduce((sum, _, label) => sum + surprise(label), 0) / row.length;
    return (1 - epsilon) * surprise(classes[r]) + epsilon * spread;
  });
}

/** Probabilities less targets, row by row. */
export function expectedSlopes({ logits, classes, smoothing }: ClassProblem): number[][] {
  const epsilon = smoothing ?? 0;
  return logits.map((row, r) => {
    const largest = Math.max(...row);
    const powers = row.map((score) => Math.exp(score - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powers.map(
      (power, c) => power / total - (1 - epsilon) * Number(c === classes[r]) - epsilon / row.length,
    );
  });
}

/** Rows of scores, the right classes anywhere among them. */
export function drawProblem(
  inputs: Inputs,
  rows: number,
  count: number,
  {
    smoothing = null,
    asViews = false,
    shift = 0,
  }: { smoothing?: number | null; asViews?: boolean; shift?: number } = {},
): ClassProblem {
  return {
    logits: Array.from({ length: rows }, () =>
      inputs.signed(count, 0.1, 3).map((value) => Math.fround(value + shift)),
    ),
    classes: Array.from({ length: rows }, () => inputs.integer(0, count - 1)),
    smoothing,
    asViews,
  };
}

/** More rows than classes, fewer, as many; a single row, a single class; views. */
export function manyProblems(inputs: Inputs, smoothings: readonly (number | null)[]): ClassProblem[] {
  const sizes = [
    [5, 3],
    [2, 6],
    [4, 4],
    [1, 3],
    [3, 1],
    [3, 2],
  ] as const;
  return sizes.map(([rows, count], index) =>
    drawProblem(inputs, rows, count, {
      smoothing: smoothings[index % smoothings.length],
      asViews: index % 2 === 1,
      shift: index,
    }),
  );
}
