export { countParameters } from "./count-parameters.ts";
export { isLayer, type Layer, type Named } from "./layer.ts";
export { type InitialOptions, Linear, ReLU } from "./layers.ts";
export { type CreateMlpOptions, createMlp, MLP, type MlpOptions } from "./mlp.ts";
export { Module, type State } from "./module.ts";
export { Sequential } from "./sequential.ts";
export { type LayerSummary, summary } from "./summary.ts";
