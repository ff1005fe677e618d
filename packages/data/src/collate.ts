import { stack, type Tensor } from "@tinytorch/tensor";

/**
 * A batch of samples: each of their tensors stacked along a new first dimension.
 * @throws RangeError when there are none, or shapes differ
 */
export function stackSamples<Sample extends readonly Tensor[]>(samples: readonly Sample[]): Sample {
  if (samples.length === 0) throw new RangeError("stackSamples: there must be at least one sample, got none");
  // `map` keeps a tuple's length, which its type does not say.
  return samples[0].map((_, part) =>
    stack(samples.map((sample) => sample[part])),
  ) as readonly Tensor[] as Sample;
}
