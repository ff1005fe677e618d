import type { Inputs } from "@tinytorch/testkit";
import type { ClassesToSeparate } from "./separate-classes.ts";

const corners = [
  [-1, -1],
  [1, 1],
  [-1, 1],
  [1, -1],
] as const;

/** Points round the corners of a square, of which opposite ones belong together: no straight line separates the classes. */
export function classProblem(
  inputs: Inputs,
): ClassesToSeparate & { readonly freshLabels: readonly number[] } {
  const flipped = inputs.integer(0, 1);
  const draw = (count: number) => {
    const points = Array.from({ length: count }, (_, i) =>
      corners[i % 4].map((at) => at + inputs.number(-0.3, 0.3)),
    );
    return { points, labels: points.map((_, i) => (i % 4 < 2 ? flipped : 1 - flipped)) };
  };
  const seen = draw(32);
  const fresh = draw(48);
  // Hidden units that look in all directions, so that it never hangs on the start whether the classes come apart.
  const directions = Array.from({ length: 8 }, (_, i) => (Math.PI / 4) * (i + inputs.number(0.3, 0.7)));
  return {
    ...seen,
    fresh: fresh.points,
    freshLabels: fresh.labels,
    start: [
      directions.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]),
      directions.map(() => inputs.number(-0.5, 0.5)),
      inputs.signed(16, 0.05, 0.2),
      inputs.signed(2, 0.01, 0.1),
    ],
    learningRate: 0.16,
    beta2: 0.9,
    // So small that it is nothing beside any gradient, wherever it is added, and its root too.
    eps: 1e-30,
    epochs: 15,
  };
}

/** The class with the larger score, point by point. */
export function classesOf(scores: readonly (readonly number[])[]): number[] {
  return scores.map(([first, second]) => (second > first ? 1 : 0));
}

/** The scores of points before any training: what the network gives with the parameters it starts from. */
export function firstScores({ points, start }: Pick<ClassesToSeparate, "points" | "start">): number[][] {
  const [directions, shifts, weights, biases] = start;
  return points.map(([x, y]) => {
    const hidden = shifts.map((shift, i) =>
      Math.tanh(directions[2 * i] * x + directions[2 * i + 1] * y + shift),
    );
    return biases.map((bias, k) =>
      hidden.reduce((total, value, i) => total + value * weights[k * hidden.length + i], bias),
    );
  });
}

/** The mean cross-entropy of scores. */
export function crossEntropyOf(scores: readonly (readonly number[])[], labels: readonly number[]): number {
  const losses = scores.map((pair, i) => Math.log(1 + Math.exp(pair[1 - labels[i]] - pair[labels[i]])));
  return losses.reduce((total, loss) => total + loss, 0) / losses.length;
}
