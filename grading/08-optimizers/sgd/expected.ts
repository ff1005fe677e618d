import { type Approximate, difference, exact, sum, times } from "@tinytorch/testkit";
import type { Rule } from "../expected-updates.ts";

/** Sutskever et al. (2013) in PyTorch's form; without momentum, plain gradient descent with weight decay. */
export const sgd: Rule = () => {
  let velocity: Approximate | null = null;
  return (theta, gradient, options) => {
    const { learningRate = 0.001, momentum = 0, dampening = 0, weightDecay = 0, nesterov = false } = options;
    const pull = weightDecay === 0 ? exact(gradient) : sum(exact(gradient), times(theta, weightDecay));
    let direction = pull;
    if (momentum !== 0) {
      velocity = velocity === null ? pull : sum(times(velocity, momentum), times(pull, 1 - dampening));
      direction = nesterov ? sum(pull, times(velocity, momentum)) : velocity;
    }
    return difference(theta, times(direction, learningRate));
  };
};
