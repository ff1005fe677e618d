import type { Generator } from "@tinytorch/tensor";
import type { Dataset, Sample } from "./dataset.ts";
import { shuffle } from "./shuffle.ts";
import { Subset } from "./subset.ts";

/**
 * Deals the samples of a data set into parts of the given sizes, at random: every sample lands in exactly one part
 * (https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.random_split).
 *
 *   const [training, test] = randomSplit(dataset, [80, 20], { generator });
 *
 * The same seed deals in the same way. The data set stays as it is.
 * @throws RangeError when the sizes are not whole numbers >= 0 that add up to the number of samples, like
 *   `randomSplit: sizes must be whole numbers >= 0 that add up to 10, got [8, 3]`
 */
export function randomSplit<S extends Sample>(
  dataset: Dataset<S>,
  sizes: readonly number[],
  { generator }: { readonly generator: Generator },
): Subset<S>[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total !== dataset.length || !sizes.every((size) => Number.isInteger(size) && size >= 0)) {
    throw new RangeError(
      `randomSplit: sizes must be whole numbers >= 0 that add up to ${dataset.length}, got [${sizes.join(", ")}]`,
    );
  }
  throw new Error("TODO(06-dataloader): shuffle all positions once, and deal them out to the parts");
}
