/** One batch of a problem with one input and one output. */
export type LineBatch = { readonly inputs: readonly number[]; readonly targets: readonly number[] };

/** What fitting w·x + b by plain gradient descent on the mean squared error comes to, with the gradients worked out on paper. */
export function fitLine(
  start: { readonly weight: number; readonly bias: number },
  batches: readonly LineBatch[],
  rates: readonly number[],
): { weight: number; bias: number; loss: number[] } {
  let { weight, bias } = start;
  const loss = rates.map((rate) => {
    let squares = 0;
    let samples = 0;
    for (const { inputs, targets } of batches) {
      const errors = inputs.map((x, i) => weight * x + bias - (targets[i] ?? Number.NaN));
      const slope = errors.reduce((total, error, i) => total + error * (inputs[i] ?? Number.NaN), 0);
      const shift = errors.reduce((total, error) => total + error, 0);
      squares += errors.reduce((total, error) => total + error * error, 0);
      samples += inputs.length;
      weight -= (rate * 2 * slope) / inputs.length;
      bias -= (rate * 2 * shift) / inputs.length;
    }
    return squares / samples;
  });
  return { weight, bias, loss };
}

/** The mean loss of each epoch while weight and bias fall by the rate after every batch. */
export function driftFromLine(
  start: { readonly weight: number; readonly bias: number },
  batches: readonly LineBatch[],
  rates: readonly number[],
): number[] {
  let { weight, bias } = start;
  return rates.map((rate) => {
    let squares = 0;
    for (const { inputs, targets } of batches) {
      for (const [i, x] of inputs.entries()) squares += (weight * x + bias - (targets[i] ?? Number.NaN)) ** 2;
      weight -= rate;
      bias -= rate;
    }
    return squares / batches.reduce((total, { inputs }) => total + inputs.length, 0);
  });
}
