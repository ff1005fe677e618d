export {
  ELU,
  elu,
  GELU,
  type GeluOptions,
  gelu,
  LeakyReLU,
  LogSoftmax,
  leakyRelu,
  logSigmoid,
  ReLU,
  Sigmoid,
  SiLU,
  Softmax,
  Softplus,
  type SoftplusOptions,
  silu,
  softplus,
  Tanh,
} from "./activations.ts";
export {
  gainFor,
  type HeOptions,
  heNormal,
  heUniform,
  type InitializeOptions,
  type Nonlinearity,
  xavierNormal,
  xavierUniform,
} from "./initialize.ts";
export { layerOf } from "./layer-of.ts";
export {
  type AttentionOptions,
  MultiheadAttention,
  type MultiheadAttentionOptions,
  scaledDotProductAttention,
} from "./layers/attention.ts";
export { BatchNorm1d, BatchNorm2d, type BatchNormOptions } from "./layers/batch-norm.ts";
export {
  Conv1d,
  type Conv1dOptions,
  Conv2d,
  type Conv2dOptions,
  type Convolution1dOptions,
  type ConvolutionOptions,
  conv1d,
  conv2d,
} from "./layers/convolution.ts";
export { Dropout, type DropoutOptions } from "./layers/dropout.ts";
export { Embedding, type EmbeddingOptions, embedding } from "./layers/embedding.ts";
export {
  LayerNorm,
  type LayerNormArguments,
  type LayerNormOptions,
  layerNorm,
} from "./layers/layer-norm.ts";
export { Linear, type LinearOptions } from "./layers/linear.ts";
export { AvgPool2d, avgPool2d, MaxPool2d, maxPool2d, type PoolingOptions } from "./layers/pooling.ts";
export { Flatten, Sequential } from "./layers/sequential.ts";
export {
  type BinaryCrossEntropyWithLogitsOptions,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
} from "./losses/binary-cross-entropy.ts";
export {
  type Classes,
  type ClassLossOptions,
  type CrossEntropyOptions,
  crossEntropy,
  nllLoss,
} from "./losses/cross-entropy.ts";
export {
  type HuberLossOptions,
  huberLoss,
  l1Loss,
  mseLoss,
  type SmoothL1LossOptions,
  smoothL1Loss,
} from "./losses/distance-losses.ts";
export { type KlDivLossOptions, klDivLoss } from "./losses/kl-div-loss.ts";
export type { LossOptions, LossReduction } from "./losses/loss-options.ts";
export { type Input, Module, type ModuleState } from "./module.ts";
