import { tensor } from "@tinytorch/tensor";
import type { Dataset, Sample } from "./dataset.ts";
import type { Transform } from "./transform.ts";

/** What a data set's inputs are like: one number of each for every channel, which is the first dimension of an input. */
export interface Normalizer {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/**
 * Measures the inputs of a data set (part 0 of every sample), channel by channel. Of an image [C, H, W] a channel is a
 * colour and has H · W numbers; of a list of features [F] each feature is a channel and has one number. All N numbers of
 * a channel, of all samples, count:
 *
 *   mean m = Σx / N        deviation s = √( Σ(x − m)² / N )
 *
 * A channel in which all numbers are equal gets a deviation of 1, so that nothing is divided by 0. Plain numbers have 16
 * digits where float32 has 7: add up plain numbers, such as those of `x.select(0, channel).contiguous().data`. Each sample is
 * read once: where chance is at work, it would be another one the next time.
 * @throws RangeError when there is no sample, like `fitNormalizer: the data set must have a sample, got none`
 */
export function fitNormalizer(dataset: Dataset<Sample>): Normalizer {
  if (dataset.length === 0) throw new RangeError("fitNormalizer: the data set must have a sample, got none");
  // BEGIN SOLUTION
  // TODO: collect each channel's numbers from all samples, and measure them
  const inputs = Array.from({ length: dataset.length }, (_, i) => dataset.at(i)[0]);
  const channels = Array.from({ length: inputs[0].shape[0] }, (_, channel) =>
    inputs.flatMap((x) => [...x.select(0, channel).contiguous().data]),
  );
  const mean = channels.map((values) => average(values));
  const deviation = channels.map((values, channel) =>
    Math.sqrt(average(values.map((value) => (value - mean[channel]) ** 2))),
  );
  return { mean, deviation: deviation.map((each) => (each === 0 ? 1 : each)) };
  // END SOLUTION
}

/**
 * The transform (x − m) / s: channel c of x, which is x's first dimension, with `mean[c]` and `deviation[c]`. What it is
 * made of is measured once, on the data to train with, and then used for everything.
 * @throws RangeError when there are not as many deviations as means, or one is not > 0
 */
export function normalize({ mean, deviation }: Normalizer): Transform {
  if (mean.length !== deviation.length || !deviation.every((each) => each > 0)) {
    throw new RangeError(
      `normalize: there must be as many deviations > 0 as means, got [${deviation.join(", ")}] for ${mean.length}`,
    );
  }
  // BEGIN SOLUTION
  // TODO: shape both lists as [C, 1, …, 1], and use them on x
  return (x) => {
    const perChannel = [mean.length, ...x.shape.slice(1).map(() => 1)];
    return x.sub(tensor([...mean]).reshape(perChannel)).div(tensor([...deviation]).reshape(perChannel));
  };
  // END SOLUTION
}

/** The sum over the number of values. */
function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
