import type { Generator } from "@tinytorch/tensor";
import { type Alike, type Dataset, mapSample, type Sample } from "./dataset.ts";
import { MappedDataset } from "./mapped-dataset.ts";
import { fitNormalizer, normalize } from "./normalizer.ts";
import { randomSplit } from "./random-split.ts";

/**
 * Deals a data set into parts at random, as `randomSplit` does, and normalizes the input (part 0 of each sample) in all of them
 * by the numbers of the first part alone, which is the one to train with. The other parts stand for data that nobody has
 * seen yet: nothing may be measured on them. Targets stay as they are.
 *
 *   const [training, validation, test] = splitAndNormalize(dataset, [80, 10, 10], { generator });
 */
export function splitAndNormalize<S extends Sample>(
  dataset: Dataset<S>,
  sizes: readonly number[],
  { generator }: { readonly generator: Generator },
): MappedDataset<S, Alike<S>>[] {
  throw new Error("TODO(06-dataloader): split, measure the first part, and map all parts by that");
}
