import { asVariable, type Variable } from "@tinytorch/autograd";
import type { Input } from "../module.ts";
import { type Classes, readClasses } from "./classes.ts";
import { type LossOptions, reduced } from "./reduction.ts";

/**
 * The negative log-likelihood: minus the log-probability `[N, C]` of each row's class. Of log-softmax it is `crossEntropy`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html
 * @throws RangeError on other shapes, or a class that is not there
 */
export function nllLoss(
  logProbabilities: Input,
  classes: Classes,
  { reduction = "mean" }: LossOptions = {},
): Variable {
  const targets = readClasses("nllLoss", logProbabilities, classes);
  const losses = asVariable(logProbabilities).gather(1, targets.unsqueeze(1)).squeeze(1).neg();
  return reduced(losses, reduction);
}
