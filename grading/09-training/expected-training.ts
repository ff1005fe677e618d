import type { Samples } from "./line.ts";
import type { TrainingProblem } from "./run-training.ts";

export type ExpectedTraining = {
  readonly events: string[];
  readonly weights: number[][];
  readonly gradients: number[][];
  readonly histories: { loss: number[]; validation: number[]; learningRate: number[] }[];
};

/** The whole training in float64 on plain numbers, each step on all samples of its group at once. */
export function expectedTraining(problem: TrainingProblem): ExpectedTraining {
  const { training, validation, calls, skew, decay, maxNorm, accumulate = 1, drifts = false } = problem;
  let line = [...problem.start];
  let rate = problem.rate;
  const weights: number[][] = [];
  const gradients: number[][] = [];
  const events: string[] = [];
  const histories = calls.map((epochs) => {
    const history = { loss: [] as number[], validation: [] as number[], learningRate: [] as number[] };
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      events.push("pass");
      history.learningRate.push(rate);
      const losses: number[] = [];
      for (let first = 0; first < training.length; first += accumulate) {
        const batches = training.slice(first, first + accumulate);
        const group = joined(batches);
        for (const { targets } of batches) events.push(`batch ${targets.length}`);
        for (const { targets } of batches) events.push(`forward ${targets.length} training`);
        events.push("step");
        losses.push(...lossesOf(group, line, skew));
        const gradient = clipped(gradientOf(group, line, skew), maxNorm);
        gradients.push(gradient);
        line = line.map((weight, w) => weight - rate * (drifts ? 1 : gradient[w]));
        weights.push(line);
      }
      history.loss.push(mean(losses));
      if (decay !== undefined) {
        events.push("schedule");
        rate *= decay;
      }
      if (validation === undefined) continue;
      events.push("validation", ...validation.map(({ targets }) => `forward ${targets.length} evaluation`));
      history.validation.push(mean(lossesOf(joined(validation), line, skew)));
    }
    return history;
  });
  return { events, weights, gradients, histories };
}

/** What a line says to x: its bias, if it has one, stands behind the weights. */
function said(x: readonly number[], line: readonly number[]): number {
  return x.reduce((sum, value, w) => sum + value * line[w], line[x.length] ?? 0);
}

/** The loss of each sample. */
export function lossesOf({ inputs, targets }: Samples, line: readonly number[], skew: number): number[] {
  return inputs.map((x, s) => {
    const error = said(x, line) - targets[s];
    return error * (error + skew);
  });
}

export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function joined(batches: readonly Samples[]): Samples {
  return {
    inputs: batches.flatMap(({ inputs }) => inputs),
    targets: batches.flatMap(({ targets }) => targets),
  };
}

export function gradientOf({ inputs, targets }: Samples, line: readonly number[], skew: number): number[] {
  return line.map((_, w) =>
    mean(
      inputs.map((x, s) => {
        const error = said(x, line) - targets[s];
        return (2 * error + skew) * (x[w] ?? 1);
      }),
    ),
  );
}

function clipped(gradient: number[], maxNorm: number | undefined): number[] {
  if (maxNorm === undefined) return gradient;
  const norm = Math.hypot(...gradient);
  return norm <= maxNorm ? gradient : gradient.map((value) => (value * maxNorm) / norm);
}
