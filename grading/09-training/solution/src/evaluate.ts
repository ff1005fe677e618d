import { noGrad } from "@tinytorch/autograd";
import { MeanOverSamples } from "./mean-over-samples.ts";
import type { Loader, TrainerOptions } from "./parts.ts";

/**
 * The mean loss over all samples of a loader. The model is in evaluation mode meanwhile, also while a loss is worked out, and nothing
 * is recorded for `backward()`; afterwards it is in the mode in which it came, even if something went wrong on the way. Nothing learns.
 */
export function evaluate(
  { model, criterion }: Pick<TrainerOptions<never, never>, "model" | "criterion">,
  loader: Loader,
): number {
  const mean = new MeanOverSamples();
  // BEGIN SOLUTION
  // TODO: add the loss of each batch to mean, and return its value
  const wasTraining = model.training;
  model.eval();
  try {
    return noGrad(() => {
      for (const [inputs, targets] of loader) {
        mean.add(criterion(model.forward(inputs), targets).item(), inputs.shape[0]);
      }
      return mean.value;
    });
  } finally {
    model.train(wasTraining);
  }
  // END SOLUTION
}
