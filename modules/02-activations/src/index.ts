export { GELU, type GeluOptions, gelu } from "./gelu.ts";
export type { Layer } from "./layer.ts";
export { LeakyReLU, type LeakyReluOptions, leakyRelu } from "./leaky-relu.ts";
export { LogSoftmax, logSoftmax } from "./log-softmax.ts";
export { ReLU, relu } from "./relu.ts";
export { Sigmoid, sigmoid } from "./sigmoid.ts";
export { Softmax, softmax } from "./softmax.ts";
export { Tanh, tanh } from "./tanh.ts";
