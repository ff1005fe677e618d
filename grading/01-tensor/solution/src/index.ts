export { broadcastShapes } from "./broadcast.ts";
export { arange, full, ones, type TensorOptions, tensor, zeros } from "./create.ts";
export type { DType, ElementArray } from "./dtype.ts";
export type { NestedNumbers } from "./nested.ts";
export type { ReduceOptions } from "./reduce.ts";
export { type Shape, stridesOf } from "./shape.ts";
export { type Operand, Tensor } from "./tensor.ts";
