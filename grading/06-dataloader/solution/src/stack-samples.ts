import { stack } from "@tinytorch/tensor";
import { type Alike, mapSample, type Sample } from "./dataset.ts";

/**
 * Makes one batch of single samples: part p of the batch is part p of all samples, stacked along a new first dimension, in
 * the order of the samples.
 *
 *   three samples [[1, 8, 8], []]  become a batch  [[3, 1, 8, 8], [3]]
 *
 * `stack(tensors)` does it for one list of tensors of one shape, and refuses others with a RangeError. A batch is new memory:
 * writing into it does not reach the samples, nor another batch.
 * @throws RangeError when there is no sample, like `stackSamples: there must be a sample, got none`
 */
export function stackSamples<S extends Sample>(samples: readonly S[]): Alike<S> {
  if (samples.length === 0) throw new RangeError("stackSamples: there must be a sample, got none");
  // BEGIN SOLUTION
  // TODO: for each part of the first sample, stack that part of all samples
  return mapSample(samples[0], (_, part) => stack(samples.map((sample) => sample[part])));
  // END SOLUTION
}
