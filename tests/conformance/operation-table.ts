import { cat, stack, Variable, where } from "@tinytorch/autograd";
import { crossEntropy, type LossReduction, mseLoss } from "@tinytorch/nn";
import { tensor } from "@tinytorch/tensor";

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
  readonly reduction: LossReduction;
  readonly label_smoothing?: number;
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
  clamp: ([x], { min, max }) => x.clamp({ min, max }),
  sum: ([x], { dim, keepdim }) => x.sum(dim ?? undefined, { keepdim }),
  mean: ([x], { dim, keepdim }) => x.mean(dim ?? undefined, { keepdim }),
  max: ([x], { dim, keepdim }) => x.max(dim ?? undefined, { keepdim }),
  min: ([x], { dim, keepdim }) => x.min(dim ?? undefined, { keepdim }),
  logsumexp: ([x], { dim, keepdim }) => x.logSumExp(dim ?? undefined, { keepdim }),
  softmax: ([x], { dim }) => x.softmax(one(dim)),
  log_softmax: ([x], { dim }) => x.logSoftmax(one(dim)),
  argmax: ([x], { dim }) => new Variable(x.data.argmax(one(dim)), { requiresGrad: false }),
  matmul: ([a, b]) => a.matmul(b),
  reshape: ([x], { shape }) => x.reshape(shape),
  transpose: ([x], { dim0, dim1 }) => x.transpose(dim0, dim1),
  permute: ([x], { dims }) => x.permute(dims),
  transpose_then_reshape: ([x], { dim0, dim1 }) => x.transpose(dim0, dim1).reshape([-1]),
  expand: ([x], { shape }) => x.expand(shape),
  cat: (inputs, { dim }) => cat(inputs, one(dim)),
  stack: (inputs, { dim }) => stack(inputs, one(dim)),
  slice: ([x], { index }) => sliced(x, index),
  index_select: ([x], { dim, index }) => x.indexSelect(one(dim), index.flat()),
  gather: ([x], { dim, index }) => x.gather(one(dim), tensor(index)),
  embedding: ([table], { index }) => table.indexSelect(0, index.flat()).reshape([2, 2, -1]),
  where: ([a, b], { condition }) => where(tensor(condition.map(Number)), a, b),
  masked_fill: ([x], { mask, value }) =>
    where(tensor(mask.map((row) => row.map(Number))), tensor(value, { dtype: "float64" }), x),
  dup_use: ([x]) => x.mul(x).add(x),
  detached: ([x]) => x.mul(x.detach()),
  linear: ([x, weight, bias]) => x.matmul(weight.t()).add(bias),
  mse_loss: ([output, target], { reduction }) => mseLoss(output, target, { reduction }),
  cross_entropy: ([logits], { target, reduction, label_smoothing = 0 }) =>
    crossEntropy(logits, target, { reduction, labelSmoothing: label_smoothing }),
};

function one(dim: Attributes["dim"]): number {
  if (typeof dim !== "number")
    throw new Error(`the recording should name one dimension, got ${JSON.stringify(dim)}`);
  return dim;
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
