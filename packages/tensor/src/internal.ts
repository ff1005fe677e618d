/**
 * All of the package, for the library's own packages, for benches and for tests: the kernels, steps of training fused into one
 * pass, and what operations check their arguments with. What users have is `index.ts`, which is made of this.
 */

export * as composed from "./composed/composed.ts";
export type { RoundOptions } from "./composed/round.ts";
export type { Sorted, SortOptions, TopkOptions } from "./composed/sort.ts";
export type { Arithmetic } from "./core/arithmetic.ts";
export { broadcastShapes } from "./core/broadcast.ts";
export { type DType, dtypeRule, type ElementArray, isFloat } from "./core/dtype.ts";
export { Generator, type GeneratorState, generatorRule } from "./core/generator.ts";
export { resolveIndices } from "./core/index-checks.ts";
export type { Nested, NestedNumbers } from "./core/nested.ts";
export { alphaOf, type Bounds, boundsOf, keepdimOf, type ReduceOptions } from "./core/operation-options.ts";
export { inspected, printTensor, type TensorJson } from "./core/print.ts";
export { promote, promoteNumber, requireFloats } from "./core/promotion.ts";
export { type Recording, recording, type World } from "./core/recording.ts";
export { type Holder, holdings, keep, scope } from "./core/scope.ts";
export { formatShape, resolveDim, type Shape, sameShape, selectDims, sizeOf } from "./core/shape.ts";
export { type Operand, requireTensor, Tensor } from "./core/tensor.ts";
export { pair, type Size, type UnfoldOptions, unfoldWindow, type WindowOptions, windowOver } from "./core/window.ts";
export { activeKernels, type KernelName, kernelsInUse, replaceKernels, useKernels } from "./kernels/active.ts";
export type { Kernels, Pair, SlidingWindow } from "./kernels/contract/kernels.ts";
export type { Strided } from "./kernels/contract/layout.ts";
export type {
  BinaryOperation,
  ElementwiseOperation,
  ReduceOperation,
  UnaryOperation,
} from "./kernels/contract/operations.ts";
export type { AdamHyperparameters, SgdHyperparameters, TrainingKernels } from "./kernels/contract/training.ts";
export { jsKernels } from "./kernels/js/js-kernels.ts";
export { getNumThreads, setNumThreads } from "./kernels/wasm/threads.ts";
export { activation, inputGradient } from "./ops/activation.ts";
export { einsum } from "./ops/einsum.ts";
export {
  arange,
  eye,
  type FromValuesOptions,
  full,
  fullLike,
  linspace,
  ones,
  onesLike,
  type TensorOptions,
  tensor,
  zeros,
  zerosLike,
} from "./ops/factories.ts";
export { fusedAdam, fusedCrossEntropy, fusedSgd, fusedSquaredError } from "./ops/fused.ts";
export { cat, stack, stacked } from "./ops/join.ts";
export { operandGradient } from "./ops/operand-gradient.ts";
export { normal, type RandomOptions, rand, randint, randn, randperm, uniform } from "./ops/random.ts";
export { cumsum, flip, pad, tril, triu, unpad } from "./ops/rearrange.ts";
export { resultGradient } from "./ops/result-gradient.ts";
export { logSoftmax, logSumExp, softmax } from "./ops/softmax.ts";
export { type VarianceOptions, variance, varianceTable } from "./ops/variance.ts";
export { where } from "./ops/where.ts";
export { convolve, fold, pool, unfold } from "./ops/window.ts";
