import { exact } from "@tinytorch/testkit";
import { adam } from "../adam/expected.ts";
import { crossEntropyOf, firstScores } from "./class-problem.ts";
import type { ClassesToSeparate } from "./separate-classes.ts";

/**
 * The loss of each epoch when Adam trains the network, in float64, with the gradients of the mean cross-entropy of
 * tanh(x·Aᵀ + a)·Bᵀ + b worked out on paper. Every epoch is one batch of all points.
 */
export function expectedLosses(problem: ClassesToSeparate): number[] {
  const { learningRate, beta2, eps, epochs } = problem;
  const rules = problem.start.map((values) => values.map(() => adam()));
  let start = problem.start.map((values) => values.map(Math.fround));
  return Array.from({ length: epochs }, () => {
    const now = { ...problem, start };
    const loss = crossEntropyOf(firstScores(now), problem.labels);
    const slopes = slopesOf(now);
    start = start.map((values, p) =>
      values.map((value, e) => rules[p][e](exact(value), slopes[p][e], { learningRate, beta2, eps }).value),
    );
    return loss;
  });
}

/** The gradient for each number of each parameter. */
function slopesOf({ points, labels, start }: ClassesToSeparate): number[][] {
  const [directions, shifts, weights] = start;
  const slopes = start.map((values) => values.map(() => 0));
  const scores = firstScores({ points, start });
  for (const [n, [x, y]] of points.entries()) {
    // Of two classes: the score of the wrong one pushes up by its probability, that of the right one pulls down by it.
    const [right, wrong] = [scores[n][labels[n]], scores[n][1 - labels[n]]];
    const push = 1 / (1 + Math.exp(right - wrong)) / points.length;
    const pushes = [0, 1].map((k) => (k === labels[n] ? -push : push));
    for (const [k, ofScore] of pushes.entries()) slopes[3][k] += ofScore;
    for (const [i, shift] of shifts.entries()) {
      const unit = Math.tanh(directions[2 * i] * x + directions[2 * i + 1] * y + shift);
      const [first, second] = [weights[i], weights[shifts.length + i]];
      const ofUnit = (pushes[0] * first + pushes[1] * second) * (1 - unit * unit);
      slopes[0][2 * i] += ofUnit * x;
      slopes[0][2 * i + 1] += ofUnit * y;
      slopes[1][i] += ofUnit;
      for (const [k, ofScore] of pushes.entries()) slopes[2][k * shifts.length + i] += ofScore * unit;
    }
  }
  return slopes;
}
