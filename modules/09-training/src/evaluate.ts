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
  throw new Error("TODO(09-training): add the loss of each batch to mean, and return its value");
}
