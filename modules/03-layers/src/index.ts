export { Dropout } from "./dropout.ts";
export { heNormal, heUniform } from "./he.ts";
export type { Layer } from "./layer.ts";
export { Linear, type LinearOptions } from "./linear.ts";
export { type Matrix, matmul, multiplications } from "./matmul.ts";
export type { Randomness } from "./randomness.ts";
export { xavierNormal, xavierUniform } from "./xavier.ts";
