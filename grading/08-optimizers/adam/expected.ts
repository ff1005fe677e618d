import type { Rule } from "../expected-updates.ts";

/** Kingma & Ba (2015), algorithm 1, with L2 decay. */
export const adam: Rule = (start, gradients, rates, options) =>
  followMoments(start, gradients, rates, options, false);

/** Adam's updates; the moments are written as weighted sums over the past, not recursively. */
export function followMoments(
  ...[start, gradients, rates, options, decoupled]: [...Parameters<Rule>, decoupled: boolean]
): number[] {
  const { beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weightDecay = 0, amsgrad = false } = options;
  let theta = start;
  const seen: number[] = [];
  let largest = 0;
  return gradients.map((gradient, step) => {
    if (gradient === null) return theta;
    const rate = rates[step] ?? Number.NaN;
    seen.push(decoupled ? gradient : gradient + weightDecay * theta);
    if (decoupled) theta -= rate * weightDecay * theta;

    const t = seen.length;
    const mean = (1 - beta1) * sum(seen.map((g, i) => beta1 ** (t - 1 - i) * g));
    const square = (1 - beta2) * sum(seen.map((g, i) => beta2 ** (t - 1 - i) * g * g));
    largest = Math.max(largest, square);
    const corrected = (amsgrad ? largest : square) / (1 - beta2 ** t);
    theta -= (rate * (mean / (1 - beta1 ** t))) / (Math.sqrt(corrected) + eps);
    return theta;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
