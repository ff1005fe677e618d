import { difference, exact, larger, product, quotient, squareRoot, sum, times } from "@tinytorch/testkit";
import type { Rule } from "../expected-updates.ts";

/** Kingma & Ba (2015), algorithm 1, with L2 decay. */
export const adam: Rule = () => followMoments(false);

/** Adam's updates of one number, with the decay through the gradient or beside it. */
export function followMoments(decoupled: boolean): ReturnType<Rule> {
  let steps = 0;
  let [first, second, largest] = [exact(0), exact(0), exact(0)];
  return (theta, gradient, options) => {
    const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, amsgrad = false } = options;
    const { weightDecay = decoupled ? 0.01 : 0 } = options;
    const coupled = weightDecay !== 0 && !decoupled;
    const pull = coupled ? sum(exact(gradient), times(theta, weightDecay)) : exact(gradient);
    const shrunk = decoupled ? times(theta, 1 - learningRate * weightDecay) : theta;

    steps += 1;
    first = sum(times(first, beta1), times(pull, 1 - beta1));
    second = sum(times(second, beta2), times(product(pull, pull), 1 - beta2));
    largest = larger(largest, second);
    const mean = times(first, 1 / (1 - beta1 ** steps));
    const square = times(amsgrad ? largest : second, 1 / (1 - beta2 ** steps));
    const scale = sum(squareRoot(square), exact(eps));
    return difference(shrunk, times(quotient(mean, scale), learningRate));
  };
}
