import type { Batch, Line } from "./line-problem.ts";

/** How weight and bias move after a batch, by the rates of the weights and of the bias. */
export type Movement = "falls" | "drifts";

export type ExpectedTraining = {
  /** After every batch. */
  readonly lines: Line[];
  /** The mean loss of each epoch, over its samples. */
  readonly loss: number[];
};

/**
 * What fitting a line comes to, with the gradients of the mean of e² + skew · e worked out on paper, e being the error.
 * `rates[epoch]` are those of the weights and of the bias. "falls" is gradient descent; one that "drifts" moves every number
 * by its rate, whatever the gradient.
 */
export function expectedTraining(
  start: Line,
  epochs: readonly (readonly Batch[])[],
  rates: readonly (readonly [number, number])[],
  skew: number,
  movement: Movement = "falls",
): ExpectedTraining {
  let line = start;
  const lines: Line[] = [];
  const loss = epochs.map((batches, epoch) => {
    const [ofWeights, ofBias] = rates[epoch];
    let total = 0;
    let samples = 0;
    for (const batch of batches) {
      const errors = errorsOf(line, batch);
      total += sum(errors.map((error) => error * (error + skew)));
      samples += errors.length;
      const slopes = errors.map((error) => (2 * error + skew) / errors.length);
      const { weights, bias } = line;
      line = {
        weights: weights.map((weight, f) => {
          const slope = sum(slopes.map((slope, i) => slope * batch.inputs[i][f]));
          return weight - ofWeights * (movement === "falls" ? slope : 1);
        }),
        bias: bias - ofBias * (movement === "falls" ? sum(slopes) : 1),
      };
      lines.push(line);
    }
    return total / samples;
  });
  return { lines, loss };
}

/**
 * Weight and bias after gradient descent with momentum on the mean squared error, from both at `start`, by batches in their
 * order; and each epoch's mean loss.
 */
export function expectedFit(
  batches: readonly { readonly xs: readonly number[]; readonly ys: readonly number[] }[],
  {
    start,
    learningRate,
    momentum,
    epochs,
  }: { start: number; learningRate: number; momentum: number; epochs: number },
): { after: [number, number]; loss: number[] } {
  let [weight, bias] = [start, start];
  let velocity: [number, number] = [0, 0];
  const loss = Array.from({ length: epochs }, () => {
    const losses = batches.map(({ xs, ys }) => {
      const errors = xs.map((x, i) => weight * x + bias - ys[i]);
      const slopes = [sum(errors.map((error, i) => error * xs[i])), sum(errors)];
      velocity = [
        momentum * velocity[0] + (2 * slopes[0]) / xs.length,
        momentum * velocity[1] + (2 * slopes[1]) / xs.length,
      ];
      weight -= learningRate * velocity[0];
      bias -= learningRate * velocity[1];
      return sum(errors.map((error) => error * error));
    });
    return sum(losses) / sum(batches.map(({ xs }) => xs.length));
  });
  return { after: [weight, bias], loss };
}

function errorsOf({ weights, bias }: Line, { inputs, targets }: Batch): number[] {
  return inputs.map((x, i) => sum(x.map((value, f) => value * weights[f])) + bias - targets[i]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
