export { broadcastShapes } from "./broadcast.ts";
export { type DType, type ElementArray, isFloat } from "./dtype.ts";
export {
  arange,
  type FromValuesOptions,
  full,
  ones,
  onesLike,
  type TensorOptions,
  tensor,
  zeros,
  zerosLike,
} from "./factories.ts";
export { Generator, type GeneratorState, generatorRule } from "./generator.ts";
export { resolveIndices } from "./index-checks.ts";
export { cat, stack } from "./join.ts";
export { activeKernels, type KernelName, useKernels } from "./kernels/active.ts";
export { jsKernels } from "./kernels/js/js-kernels.ts";
export type {
  AdamStep,
  BinaryOperation,
  ElementwiseOperation,
  Kernels,
  Pair,
  ReduceOperation,
  SgdStep,
  Strided,
  UnaryOperation,
  Window,
} from "./kernels/kernels.ts";
export { getNumThreads, setNumThreads } from "./kernels/wasm/threads.ts";
export type { Nested, NestedNumbers } from "./nested.ts";
export { normal, type RandomOptions, rand, randint, randn, randperm, uniform } from "./random.ts";
export { cumsum, flip, pad, tril, triu, unpad } from "./rearrange.ts";
export { type Holder, holdings, keep, scope } from "./scope.ts";
export { formatShape, resolveDim, type Shape, sameShape, selectDims, sizeOf } from "./shape.ts";
export { logSoftmax, logSumExp, softmax } from "./softmax.ts";
export { type Operand, type ReduceOptions, Tensor } from "./tensor.ts";
export { type VarianceOptions, variance } from "./variance.ts";
export { where } from "./where.ts";
export { convolve, fold, pair, pool, type Size, unfold, type WindowOptions, windowOver } from "./window.ts";
