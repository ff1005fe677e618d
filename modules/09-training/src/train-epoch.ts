import { clipGradNorm } from "@tinytorch/optimizers";
import { inGroups } from "./in-groups.ts";
import { MeanOverSamples } from "./mean-over-samples.ts";
import type { Loader, TrainerOptions } from "./parts.ts";

/**
 * One pass over the data, the model in training mode. Each group of `accumulate` batches makes one step, and the gradient of that
 * step is the gradient of the mean over all samples of the group: the same as if they had been one batch. So a batch of n samples
 * in a group of m counts n / m of its loss. The last group may be smaller; it makes a step too.
 *
 * Order: gradients to null, then for each batch of the group forward, criterion, backward; then clip, if there is a maxNorm; step.
 * @returns the mean loss over all samples, each as it was before the step of its group.
 */
export function trainEpoch(
  parts: Pick<TrainerOptions<never, never>, "model" | "criterion" | "maxNorm" | "accumulate"> & {
    readonly optimizer: { zeroGrad(): void; step(): unknown };
  },
  loader: Loader,
): number {
  const { model, criterion, optimizer, maxNorm, accumulate = 1 } = parts;
  throw new Error("TODO(09-training): train on each group of batches, and return the mean loss");
}
