export { ChainDataset } from "./chain-dataset.ts";
export { decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
export { type Collated, defaultCollate } from "./collate.ts";
export { ConcatDataset } from "./concat-dataset.ts";
export { DataLoader, type DataLoaderOptions } from "./data-loader.ts";
export { type Dataset, MappedDataset, type SampleOf, stackSamples, TensorDataset } from "./dataset.ts";
export { type DigitsOptions, digits } from "./digits.ts";
export type { WritableCode } from "./element-codes.ts";
export { decodeIdx } from "./idx.ts";
export { decodeNpy, type EncodeNpyOptions, encodeNpy } from "./npy.ts";
export { type RandomSplitOptions, randomSplit } from "./random-split.ts";
export { decodeSafetensors, encodeSafetensors, type Safetensors, type SafetensorsOptions } from "./safetensors.ts";
export {
  RandomSampler,
  type RandomSamplerOptions,
  type Sampler,
  SequentialSampler,
  WeightedRandomSampler,
  type WeightedRandomSamplerOptions,
} from "./samplers.ts";
export { type SpiralsOptions, spirals } from "./spirals.ts";
export { Subset } from "./subset.ts";
export {
  type ChanceOptions,
  compose,
  normalize,
  oneHot,
  type RandomShiftOptions,
  randomHorizontalFlip,
  randomShift,
  type Transform,
} from "./transforms.ts";
