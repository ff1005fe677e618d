export { ReLU, Sigmoid, Tanh } from "./activations.ts";
export { type CrossEntropyOptions, crossEntropy } from "./cross-entropy.ts";
export { Linear, type LinearOptions } from "./linear.ts";
export { type Input, Module, type ModuleState } from "./module.ts";
export { mseLoss } from "./mse-loss.ts";
export type { LossOptions, LossReduction } from "./reduction.ts";
export { Sequential } from "./sequential.ts";
