/** One number under an optimizer: given its gradient and a rate, where it is after the step. */
export type Rule = (gradient: number, learningRate: number) => number;

/** θ ← θ − α b with b ← μ b + g, and b = g at the first step: `torch.optim.SGD`, in float64. */
export function sgdRule(start: number, momentum = 0): Rule {
  let [theta, buffer, isFirst] = [start, 0, true];
  return (gradient, learningRate) => {
    buffer = isFirst ? gradient : momentum * buffer + gradient;
    isFirst = false;
    theta -= learningRate * buffer;
    return theta;
  };
}

/** θ ← θ − α m̂ / (√v̂ + ε), with both moments divided by what their start at 0 takes away: `torch.optim.Adam`, in float64. */
export function adamRule(start: number): Rule {
  const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];
  let [theta, first, second, step] = [start, 0, 0, 0];
  return (gradient, learningRate) => {
    step += 1;
    first = beta1 * first + (1 - beta1) * gradient;
    second = beta2 * second + (1 - beta2) * gradient * gradient;
    const [mean, square] = [first / (1 - beta1 ** step), second / (1 - beta2 ** step)];
    theta -= (learningRate * mean) / (Math.sqrt(square) + epsilon);
    return theta;
  };
}
