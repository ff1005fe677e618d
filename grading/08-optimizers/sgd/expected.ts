import type { Rule } from "../expected-updates.ts";

/** Sutskever et al. (2013) in PyTorch's form; without momentum, plain gradient descent with weight decay. */
export const sgd: Rule = (start, gradients, rates, options) => {
  const { momentum = 0, dampening = 0, weightDecay = 0, nesterov = false } = options;
  let theta = start;
  let velocity: number | null = null;
  return gradients.map((gradient, t) => {
    if (gradient === null) return theta;
    const pull = gradient + weightDecay * theta;
    velocity = velocity === null ? pull : momentum * velocity + (1 - dampening) * pull;
    const direction = momentum === 0 ? pull : nesterov ? pull + momentum * velocity : velocity;
    theta -= (rates[t] ?? Number.NaN) * direction;
    return theta;
  });
};
