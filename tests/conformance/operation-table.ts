import { cat, einsum, stack, Variable, where } from "@tinytorch/autograd";
import {
  avgPool2d,
  BatchNorm2d,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  conv1d,
  conv2d,
  crossEntropy,
  elu,
  gelu,
  huberLoss,
  type LossReduction,
  l1Loss,
  layerNorm,
  leakyRelu,
  maxPool2d,
  mseLoss,
  scaledDotProductAttention,
  silu,
  softplus,
} from "@tinytorch/nn";
import { type Nested, type Size, type Tensor, tensor } from "@tinytorch/tensor";
import type { RecordedNumber } from "./recorded.ts";

/** The arguments of a recorded operation that are not tensors, under PyTorch's names. */
export interface Attributes {
  readonly dim: number | readonly number[] | null;
  readonly keepdim: boolean;
  readonly shape: readonly number[];
  readonly dim0: number;
  readonly dim1: number;
  readonly dims: readonly number[];
  readonly index: readonly (readonly number[])[] | readonly number[];
  readonly condition: readonly boolean[];
  readonly mask: readonly (readonly boolean[])[];
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly target: readonly number[];
  readonly correction: number;
  readonly pad: readonly number[];
  readonly stride?: Size;
  readonly padding?: Size;
  readonly dilation?: Size;
  readonly groups?: number;
  readonly kernel_size: Size;
  readonly normalized_shape: readonly number[];
  readonly eps: number;
  readonly delta: number;
  readonly causal?: boolean;
  readonly reduction: LossReduction;
  readonly label_smoothing?: number;
  readonly p: RecordedNumber;
  readonly decimals?: number;
  readonly descending: boolean;
  readonly k: number;
  readonly largest: boolean;
  readonly sizes: number | readonly number[];
  readonly chunks: number;
  /** Which one of several results. */
  readonly part: number;
  readonly times: readonly number[];
  readonly shifts: number | readonly number[];
  readonly diagonal: number;
  readonly equation: string;
}

/** How a recorded operation is done here. */
type Rendering = (inputs: readonly Variable[], attributes: Attributes) => Variable;

/** PyTorch's operations, by their recorded names, in ours. */
export const operationTable: Readonly<Record<string, Rendering>> = {
  add: ([a, b]) => a.add(b),
  sub: ([a, b]) => a.sub(b),
  mul: ([a, b]) => a.mul(b),
  div: ([a, b]) => a.div(b),
  pow: ([a, b]) => a.pow(b),
  maximum: ([a, b]) => a.maximum(b),
  minimum: ([a, b]) => a.minimum(b),
  neg: ([x]) => x.neg(),
  exp: ([x]) => x.exp(),
  log: ([x]) => x.log(),
  sqrt: ([x]) => x.sqrt(),
  abs: ([x]) => x.abs(),
  sin: ([x]) => x.sin(),
  cos: ([x]) => x.cos(),
  tanh: ([x]) => x.tanh(),
  sigmoid: ([x]) => x.sigmoid(),
  relu: ([x]) => x.relu(),
  square: ([x]) => x.square(),
  reciprocal: ([x]) => x.reciprocal(),
  erf: ([x]) => x.erf(),
  sign: ([x]) => x.sign(),
  floor: ([x]) => x.floor(),
  ceil: ([x]) => x.ceil(),
  round: ([x], { decimals = 0 }) => x.round({ decimals }),
  trunc: ([x]) => x.trunc(),
  frac: ([x]) => x.frac(),
  silu: ([x]) => silu(x),
  softplus: ([x]) => softplus(x),
  elu: ([x]) => elu(x),
  leaky_relu: ([x]) => leakyRelu(x),
  gelu: ([x]) => gelu(x),
  gelu_tanh: ([x]) => gelu(x, { approximate: "tanh" }),
  clamp: ([x], { min, max }) => x.clamp({ min, max }),
  sum: ([x], { dim, keepdim }) => x.sum(dim ?? undefined, { keepdim }),
  mean: ([x], { dim, keepdim }) => x.mean(dim ?? undefined, { keepdim }),
  var: ([x], { dim, keepdim, correction }) => x.var(dim ?? undefined, { keepdim, correction }),
  cumsum: ([x], { dim }) => x.cumsum(one(dim)),
  max: ([x], { dim, keepdim }) => x.max(dim ?? undefined, { keepdim }),
  min: ([x], { dim, keepdim }) => x.min(dim ?? undefined, { keepdim }),
  logsumexp: ([x], { dim, keepdim }) => x.logSumExp(dim ?? undefined, { keepdim }),
  softmax: ([x], { dim }) => x.softmax(one(dim)),
  log_softmax: ([x], { dim }) => x.logSoftmax(one(dim)),
  argmax: ([x], { dim }) => constant(x.argmax(one(dim))),
  argmin: ([x], { dim, keepdim }) => constant(x.argmin(maybeOne(dim), { keepdim })),
  prod: ([x], { dim, keepdim }) => x.prod(dim ?? undefined, { keepdim }),
  std: ([x], { dim, keepdim, correction }) => x.std(dim ?? undefined, { keepdim, correction }),
  norm: ([x], { p, dim, keepdim }) => x.norm(Number(p), dim ?? undefined, { keepdim }),
  cumprod: ([x], { dim }) => x.cumprod(one(dim)),
  outer: ([a, b]) => a.outer(b),
  dot: ([a, b]) => a.dot(b),
  einsum: (operands, { equation }) => einsum(equation, ...operands),
  sort: ([x], { dim, descending }) => x.sort(one(dim), { descending }).values,
  argsort: ([x], { dim, descending }) => constant(x.argsort(one(dim), { descending })),
  topk: ([x], { k, dim, largest }) => x.topk(k, one(dim), { largest }).values,
  split: ([x], { sizes, dim, part }) => x.split(sizes, one(dim))[part],
  chunk: ([x], { chunks, dim, part }) => x.chunk(chunks, one(dim))[part],
  repeat: ([x], { times }) => x.repeat(times),
  tile: ([x], { times }) => x.tile(times),
  roll: ([x], { shifts, dim }) => x.roll(shifts, dim ?? undefined),
  nonzero: ([x]) => constant(x.nonzero()),
  masked_select: ([x], { mask }) => x.maskedSelect(tensor(mask)),
  tril_diagonal: ([x], { diagonal }) => x.tril(diagonal),
  triu_diagonal: ([x], { diagonal }) => x.triu(diagonal),
  matmul: ([a, b]) => a.matmul(b),
  reshape: ([x], { shape }) => x.reshape(shape),
  transpose: ([x], { dim0, dim1 }) => x.transpose(dim0, dim1),
  permute: ([x], { dims }) => x.permute(dims),
  transpose_then_reshape: ([x], { dim0, dim1 }) => x.transpose(dim0, dim1).reshape([-1]),
  expand: ([x], { shape }) => x.expand(shape),
  cat: (inputs, { dim }) => cat(inputs, one(dim)),
  stack: (inputs, { dim }) => stack(inputs, one(dim)),
  pad: ([x], { pad }) => x.pad(pad),
  flip: ([x], { dims }) => x.flip(dims),
  tril: ([x]) => x.tril(),
  slice: ([x], { index }) => sliced(x, index),
  index_select: ([x], { dim, index }) => x.indexSelect(one(dim), index.flat()),
  gather: ([x], { dim, index }) => x.gather(one(dim), int32(index)),
  scatter: ([x, source], { dim, index }) => x.scatter(one(dim), int32(index), source),
  scatter_value: ([x], { dim, index, value }) => x.scatter(one(dim), int32(index), value),
  scatter_add: ([x, source], { dim, index }) => x.scatterAdd(one(dim), int32(index), source),
  embedding: ([table], { index }) => table.indexSelect(0, index.flat()).reshape([2, 2, -1]),
  where: ([a, b], { condition }) => where(tensor(condition.map(Number)), a, b),
  masked_fill: ([x], { mask, value }) => x.maskedFill(tensor(mask.map((row) => row.map(Number))), value),
  dup_use: ([x]) => x.mul(x).add(x),
  detached: ([x]) => x.mul(x.detach()),
  linear: ([x, weight, bias]) => x.matmul(weight.t()).add(bias),
  conv1d: ([x, weight, bias], { stride, padding }) =>
    conv1d(x, weight, bias, { stride: single(stride, 1), padding: single(padding, 0) }),
  conv2d: ([x, weight, bias], { stride = 1, padding = 0, dilation = 1, groups = 1 }) =>
    conv2d(x, weight, bias, { stride, padding, dilation, groups }),
  max_pool2d: ([x], { kernel_size: size, stride = size, padding = 0 }) => maxPool2d(x, size, { stride, padding }),
  avg_pool2d: ([x], { kernel_size: size, stride = size, padding = 0 }) => avgPool2d(x, size, { stride, padding }),
  batch_norm_train: ([x, weight, bias], { eps }) => batchNormalized(x, weight, bias, eps),
  layer_norm: ([x, weight, bias], { normalized_shape: shape, eps }) => layerNorm(x, shape, { weight, bias, eps }),
  attention: ([query, key, value], { causal = false }) => scaledDotProductAttention(query, key, value, { causal }),
  l1_loss: ([output, target], { reduction }) => l1Loss(output, target, { reduction }),
  huber_loss: ([output, target], { reduction, delta }) => huberLoss(output, target, { reduction, delta }),
  bce_loss: ([output], { target, reduction }) => binaryCrossEntropy(output, float64(target), { reduction }),
  bce_with_logits: ([output], { target, reduction }) =>
    binaryCrossEntropyWithLogits(output, float64(target), { reduction }),
  mse_loss: ([output, target], { reduction }) => mseLoss(output, target, { reduction }),
  cross_entropy: ([logits], { target, reduction, label_smoothing = 0 }) =>
    crossEntropy(logits, target, { reduction, labelSmoothing: label_smoothing }),
};

function one(dim: Attributes["dim"]): number {
  if (typeof dim !== "number") throw new Error(`the recording should name one dimension, got ${JSON.stringify(dim)}`);
  return dim;
}

function maybeOne(dim: Attributes["dim"]): number | undefined {
  return dim === null ? undefined : one(dim);
}

function constant(x: Tensor): Variable {
  return new Variable(x, { requiresGrad: false });
}

function int32(index: Nested): Tensor {
  return tensor(index, { dtype: "int32" });
}

/** Python's `x[a:b:c, …]`, recorded as [start, stop, step] for each dimension, null where left out. */
function sliced(x: Variable, ranges: Attributes["index"]): Variable {
  let result = x;
  for (const [dim, range] of ranges.entries()) {
    if (typeof range === "number")
      throw new Error("the recording should hold a range for each dimension, got a number");
    const [start, end, step] = range;
    result = result.slice(dim, start ?? 0, end ?? undefined, step ?? 1);
  }
  return result;
}

function single(size: Size | undefined, missing: number): number {
  if (size === undefined) return missing;
  if (typeof size !== "number") throw new Error(`the recording should hold one number, got ${JSON.stringify(size)}`);
  return size;
}

function float64(values: Nested): Tensor {
  return tensor(values, { dtype: "float64" });
}

/** Batch normalization with given parameters instead of the layer's own. */
function batchNormalized(x: Variable, weight: Variable, bias: Variable, eps: number): Variable {
  const layer = new BatchNorm2d(x.shape[1], { eps, affine: false, dtype: "float64" });
  return layer
    .forward(x)
    .mul(weight.reshape([-1, 1, 1]))
    .add(bias.reshape([-1, 1, 1]));
}
