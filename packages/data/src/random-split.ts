import { rules } from "@tinytorch/options";
import type { Generator } from "@tinytorch/tensor";
import { generatorRule } from "@tinytorch/tensor/internal";
import { type Dataset, requireDataset } from "./dataset.ts";
import { Subset } from "./subset.ts";

/** Options of `randomSplit`. */
export interface RandomSplitOptions {
  /** What decides who goes where. */
  generator: Generator;
}

/** By how much fractions may miss 1, which rounding does. */
const ROUNDING = 1e-9;

/**
 * Deals the samples of a data set into parts, at random. Parts are said by their sizes, or by fractions that add up to 1: then
 * each has that share, rounded down, and what is left over goes to the first ones, one each.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.random_split
 * @throws RangeError when they are neither sizes that add up to the number of samples, nor fractions that add up to 1
 */
export function randomSplit<Sample>(
  dataset: Dataset<Sample>,
  parts: readonly number[],
  options: RandomSplitOptions,
): Subset<Sample>[] {
  const { generator } = rules.readOptions("randomSplit", { generator: generatorRule }, options);
  requireDataset("randomSplit", dataset);
  if (!Array.isArray(parts))
    throw new TypeError(`randomSplit: sizes must be a list of numbers, got ${rules.shown(parts)}`);
  const sizes = sizesOf(dataset.length, parts);
  const order = generator.permutation(dataset.length);
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return new Subset(dataset, order.slice(start - size, start));
  });
}

function sizesOf(length: number, parts: readonly number[]): readonly number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (Math.abs(total - 1) <= ROUNDING && parts.every(rules.share.accepts)) {
    const sizes = parts.map((fraction) => Math.floor(length * fraction));
    const left = length - sizes.reduce((sum, size) => sum + size, 0);
    for (let i = 0; i < left; i++) sizes[i % sizes.length]++;
    return sizes;
  }
  if (total === length && parts.every(rules.wholeNonNegative.accepts)) return parts;
  throw new RangeError(
    `randomSplit: sizes must be whole numbers that add up to ${length}, or fractions that add up to 1, got ${rules.shown(parts)}`,
  );
}
