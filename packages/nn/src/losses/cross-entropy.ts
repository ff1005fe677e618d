import { apply, asVariable, type Operation, Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { full, Tensor, tensor, zeros } from "@tinytorch/tensor";
import { formatShape, fusedCrossEntropy, isFloat, requireTensor, sameShape } from "@tinytorch/tensor/internal";
import type { Input } from "../module.ts";
import { checkReduction, type LossOptions, type LossReduction, reduced, requireLossOptions } from "./loss-options.ts";

/** The right class of each place, as whole numbers. */
export type Classes = Input | readonly number[];

/** Options of the losses whose targets are classes. */
export interface ClassLossOptions extends LossOptions {
  /** How much each class counts, `[C]` (default 1 each); the mean is then the weighted one. */
  weight?: Tensor;
  /** A class that marks rows which do not count; it need not be a class at all. */
  ignoreIndex?: number;
}

/** Options of `crossEntropy`. */
export interface CrossEntropyOptions extends ClassLossOptions {
  /** ε in [0, 1]: the share of each target that is spread evenly over all classes (default 0). */
  labelSmoothing?: number;
}

interface Rows {
  readonly losses: Tensor;
  /** That of each row's loss: softmax less target. */
  readonly gradient: Tensor;
  readonly reduction: LossReduction;
  readonly classes: Tensor;
  readonly smoothing: number;
}

/** Loss and gradient come from one kernel; backward multiplies the gradient by what arrives */
const operation: Operation<Rows> = {
  name: "crossEntropy",
  readsInputs: true,
  forward(_, { losses, reduction }) {
    if (reduction === "none") return losses;
    return reduction === "sum" ? losses.sum() : losses.mean();
  },
  save: (_inputs, _output, { gradient }) => [gradient],
  backward(g, { saved: [gradient], attributes: { reduction } }) {
    if (reduction === "none") return [gradient.mul(g.unsqueeze(1))];
    return [gradient.mul(reduction === "sum" ? g.item() : g.item() / gradient.shape[0])];
  },
  differentiable(g, { inputs: [logits], attributes: { classes, smoothing, reduction } }) {
    const [rows, count] = logits.shape;
    const target = full([rows, count], smoothing / count, { dtype: logits.dtype });
    target.scatterAdd_(1, classes.unsqueeze(1), full([rows, 1], 1 - smoothing, { dtype: logits.dtype }));
    const share = reduction === "none" ? g.unsqueeze(1) : reduction === "sum" ? g : g.div(rows);
    return [logits.softmax(1).sub(target).mul(share)];
  },
};

/**
 * The cross-entropy between logits `[N, C, …]` and the class at each place `[N, …]`, a whole number in [0, C):
 *
 *   −(1 − ε) log p_class − (ε / C) Σ_c log p_c   with   p = softmax(logits) over the classes
 *
 * or the probability t of every class, in floats of the logits' shape: −Σ_c t′_c log p_c with t′ = (1 − ε) t + ε / C. A single sample
 * is `[C]`. Computed as log-softmax is, so that it stays finite for logits of any size. The mean is over the weights of the places that
 * count, and with probabilities over the number of places.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
 * @throws RangeError on other shapes, a class that is not there, a smoothing outside [0, 1], or an `ignoreIndex` beside probabilities
 */
export function crossEntropy(logits: Input, classes: Classes, options: CrossEntropyOptions = {}): Variable {
  requireLossOptions("crossEntropy", options, ["weight", "ignoreIndex", "labelSmoothing"]);
  const { labelSmoothing: smoothing = 0, reduction = "mean" } = options;
  rules.requireEach("crossEntropy", rules.share, { labelSmoothing: smoothing });
  const given = asVariable(logits);
  const scores = isFloat(given.dtype) ? given : asVariable(given.data.to("float32"));
  if (areProbabilities(scores, classes)) return softCrossEntropy(scores, asVariable(classes), options, smoothing);
  return byRows("crossEntropy", scores, classes, reduction, (rows, targets) =>
    ofRows(rows, targets, options, smoothing),
  );
}

/** The cross-entropy of rows `[N, C]`. */
function ofRows(scores: Variable, classes: Classes, options: CrossEntropyOptions, smoothing: number): Variable {
  const { reduction = "mean", weight, ignoreIndex } = options;
  if (weight !== undefined || ignoreIndex !== undefined) {
    const targets = readClasses("crossEntropy", scores, classes, ignoreIndex);
    return pickedLosses("crossEntropy", withoutIgnored(scores, targets).logSoftmax(1), targets, options, smoothing);
  }
  const targets = readClasses("crossEntropy", scores, classes);
  checkReduction("crossEntropy", reduction, targets.size);
  const fused = fusedCrossEntropy(scores.data, targets, smoothing);
  if (fused === null) return pickedLosses("crossEntropy", scores.logSoftmax(1), targets, options, smoothing);
  return apply(operation, [scores], { ...fused, reduction, classes: targets, smoothing });
}

/**
 * The negative log-likelihood: minus the log-probability `[N, C, …]` of the class at each place `[N, …]`. Of log-softmax it is
 * `crossEntropy`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html
 * @throws RangeError on other shapes, or a class that is not there
 */
export function nllLoss(logProbabilities: Input, classes: Classes, options: ClassLossOptions = {}): Variable {
  requireLossOptions("nllLoss", options, ["weight", "ignoreIndex"]);
  const { reduction = "mean" } = options;
  return byRows("nllLoss", asVariable(logProbabilities), classes, reduction, (logs, rows) => {
    const targets = readClasses("nllLoss", logs, rows, options.ignoreIndex);
    return pickedLosses("nllLoss", withoutIgnored(logs, targets), targets, options, 0);
  });
}

/**
 * Scores `[N, C, …]` with classes `[N, …]`, or `[C]` with one, as rows `[M, C]` with M classes, and single losses back in the shape of
 * the classes. What has other shapes is left for `readClasses` to refuse.
 */
function byRows(
  loss: string,
  scores: Variable,
  classes: Classes,
  reduction: LossReduction,
  ofRows: (rows: Variable, classes: Classes) => Variable,
): Variable {
  const targets = asTensor(classes);
  const places = scores.shape.filter((_, d) => d !== Math.min(1, scores.ndim - 1));
  if (scores.ndim === 2 || scores.ndim === 0) return ofRows(scores, targets);
  if (!sameShape(targets.shape, places)) {
    throw new RangeError(
      `${loss}: logits [N, C, …] must have classes [N, …], got ${formatShape(scores.shape)} and ${formatShape(targets.shape)}`,
    );
  }
  const count = scores.shape[Math.min(1, scores.ndim - 1)];
  const last = scores.ndim === 1 ? scores : scores.permute([0, ...places.slice(1).map((_, d) => d + 2), 1]);
  const losses = ofRows(last.reshape([targets.size, count]), targets.reshape([targets.size]));
  return reduction === "none" ? losses.reshape(places) : losses;
}

/** Whether a target says how probable each class is, and not which one it is. */
function areProbabilities(scores: Variable, classes: Classes): classes is Input {
  return (
    (classes instanceof Tensor || classes instanceof Variable) &&
    isFloat(classes.dtype) &&
    scores.ndim > 0 &&
    sameShape(scores.shape, classes.shape)
  );
}

/** The cross-entropy with probabilities, in single operations, through which gradients flow to the target too. */
function softCrossEntropy(
  scores: Variable,
  target: Variable,
  { reduction = "mean", weight, ignoreIndex }: CrossEntropyOptions,
  smoothing: number,
): Variable {
  if (ignoreIndex !== undefined)
    throw new RangeError(`crossEntropy: probabilities must come without ignoreIndex, got ${ignoreIndex}`);
  const dim = Math.min(1, scores.ndim - 1);
  const count = scores.shape[dim];
  const smooth = smoothing === 0 ? target : target.mul(1 - smoothing).add(smoothing / count);
  const logs = scores.logSoftmax(dim).mul(smooth);
  const weighed =
    weight === undefined
      ? logs
      : logs.mul(
          requireWeight("crossEntropy", weight, count).reshape([-1, ...scores.shape.slice(dim + 1).map(() => 1)]),
        );
  return reduced("crossEntropy", weighed.sum(dim).neg(), reduction);
}

/** @throws RangeError unless there is one weight for each class */
function requireWeight(loss: string, weight: Tensor, count: number): Tensor {
  requireTensor(loss, "weight", weight);
  if (weight.ndim !== 1 || weight.size !== count)
    throw new RangeError(`${loss}: weight must be [${count}], got ${formatShape(weight.shape)}`);
  return weight;
}

/** Rows that are ignored made 0: what stands in them, NaN even, reaches neither the loss nor a gradient. */
function withoutIgnored(rows: Variable, targets: Tensor): Variable {
  const ignored = targets.lt(0);
  return ignored.sum().item() === 0 ? rows : rows.maskedFill(ignored.unsqueeze(1), 0);
}

/** Minus the log-probability of each row's class, −1 for none, in single operations, with all options. */
function pickedLosses(
  loss: string,
  logs: Variable,
  targets: Tensor,
  { reduction = "mean", weight }: ClassLossOptions,
  smoothing: number,
): Variable {
  if (weight !== undefined) requireWeight(loss, weight, logs.shape[1]);
  const counts = targets.ge(0).to(logs.dtype);
  const picks = targets.maximum(0);
  const rowWeights = weight === undefined ? counts : weight.indexSelect(0, picks.data).mul(counts);
  let losses = logs.gather(1, picks.unsqueeze(1)).squeeze(1).neg().mul(rowWeights);
  if (smoothing > 0) {
    const spread = (weight === undefined ? logs : logs.mul(weight)).mean(1).neg().mul(counts);
    losses = losses.mul(1 - smoothing).add(spread.mul(smoothing));
  }
  if (reduction !== "mean") return reduced(loss, losses, reduction);
  const total = rowWeights.sum().item();
  if (total === 0) throw new RangeError(`${loss}: some row must count, got a total weight of 0`);
  return losses.sum().div(total);
}

/**
 * Reads the classes of the rows of `[N, C]` as int32; −1 for a row that is ignored.
 * @throws RangeError on other shapes, or a class that is not a whole number in [0, C)
 */
function readClasses(loss: string, scores: Input, classes: Classes, ignoreIndex?: number): Tensor {
  const given = asTensor(classes);
  if (scores.ndim !== 2 || given.ndim !== 1 || given.size !== scores.shape[0]) {
    throw new RangeError(
      `${loss}: logits must be [N, C] with N classes, got ${formatShape(scores.shape)} and ${formatShape(given.shape)}`,
    );
  }
  const count = scores.shape[1];
  const values = given.contiguous().data;
  for (const value of values) {
    if (value !== ignoreIndex && !(Number.isInteger(value) && value >= 0 && value < count))
      throw new RangeError(`${loss}: a class must be a whole number in [0, ${count - 1}], got ${value}`);
  }
  if (ignoreIndex === undefined) return given.to("int32").contiguous();
  const targets = zeros(given.shape, { dtype: "int32" });
  for (let i = 0; i < values.length; i++) targets.data[i] = values[i] === ignoreIndex ? -1 : values[i];
  return targets;
}

function asTensor(values: Classes): Tensor {
  if (values instanceof Tensor) return values;
  return values instanceof Variable ? values.data : tensor(values, { dtype: "float64" });
}
