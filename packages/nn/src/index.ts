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
  AdaptiveAvgPool1d,
  AdaptiveAvgPool2d,
  AdaptiveMaxPool2d,
  type AdaptiveSize,
  adaptiveAvgPool1d,
  adaptiveAvgPool2d,
  adaptiveMaxPool2d,
} from "./layers/adaptive-pooling.ts";
export {
  type AttentionOptions,
  MultiheadAttention,
  type MultiheadAttentionOptions,
  scaledDotProductAttention,
} from "./layers/attention.ts";
export { BatchNorm1d, BatchNorm2d, type BatchNormOptions } from "./layers/batch-norm.ts";
export { ModuleDict, ModuleList, ParameterList } from "./layers/containers.ts";
export {
  ConvTranspose1d,
  type ConvTranspose1dLayerOptions,
  type ConvTranspose1dOptions,
  ConvTranspose2d,
  type ConvTranspose2dLayerOptions,
  type ConvTransposeOptions,
  convTranspose1d,
  convTranspose2d,
} from "./layers/conv-transpose.ts";
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
export { Embedding, type EmbeddingArguments, type EmbeddingOptions, embedding } from "./layers/embedding.ts";
export { GroupNorm, type GroupNormArguments, type GroupNormOptions, groupNorm } from "./layers/group-norm.ts";
export { Identity } from "./layers/identity.ts";
export { InstanceNorm1d, InstanceNorm2d, type InstanceNormOptions } from "./layers/instance-norm.ts";
export {
  LayerNorm,
  type LayerNormArguments,
  type LayerNormOptions,
  layerNorm,
} from "./layers/layer-norm.ts";
export { Linear, type LinearOptions } from "./layers/linear.ts";
export {
  AvgPool2d,
  avgPool2d,
  MaxPool2d,
  type MaxPoolingOptions,
  maxPool2d,
  type PoolingOptions,
} from "./layers/pooling.ts";
export {
  AvgPool1d,
  avgPool1d,
  MaxPool1d,
  type MaxPooling1dOptions,
  maxPool1d,
  type Pooling1dOptions,
} from "./layers/pooling-1d.ts";
export { GRU, LSTM, type RecurrentOptions, RNN, type RNNOptions } from "./layers/recurrent.ts";
export { type CellOptions, GRUCell, LSTMCell, RNNCell, type RNNCellOptions } from "./layers/recurrent-cells.ts";
export { RMSNorm, type RmsNormArguments, type RmsNormOptions, rmsNorm } from "./layers/rms-norm.ts";
export { Flatten, Sequential } from "./layers/sequential.ts";
export {
  type BinaryCrossEntropyOptions,
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
export {
  BCELoss,
  BCEWithLogitsLoss,
  CrossEntropyLoss,
  HuberLoss,
  KLDivLoss,
  L1Loss,
  MSELoss,
  NLLLoss,
  SmoothL1Loss,
} from "./losses/loss-modules.ts";
export type { LossModule } from "./losses/loss-of.ts";
export type { LossOptions, LossReduction } from "./losses/loss-options.ts";
export {
  type BufferOptions,
  type Input,
  type LoadOptions,
  type LoadResult,
  Module,
  type ModuleInput,
  type ModuleState,
} from "./module.ts";
