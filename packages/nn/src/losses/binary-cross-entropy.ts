import { apply, asVariable, type Operation, type Recorded, type Variable } from "@tinytorch/autograd";
import { type Tensor, where } from "@tinytorch/tensor";
import { isFloat } from "@tinytorch/tensor/internal";
import { logSigmoidOperation } from "../activations.ts";
import type { Input } from "../module.ts";
import { elementwiseLoss, type LossOptions, requireLossOptions, weightFor } from "./loss-options.ts";

/** A logarithm below this counts as this, so that a certain prediction that is wrong costs 100 and not ∞. */
const LEAST_LOG = -100;

/** For p: (p − t) / p(1 − p). For t: log(1 − p) − log p */
const operation: Operation = {
  name: "binaryCrossEntropy",
  forward([p, t]) {
    const complement = t.neg().add_(1);
    return logarithm(p).mul_(t).add_(logarithmOfComplement(p).mul_(complement)).neg_();
  },
  save: ([p, t]) => [p, t],
  backward(g, context) {
    const [p, t] = context.saved;
    const complement = p.neg().add_(1);
    return [
      context.needs(0)
        ? p
            .sub(t)
            .div_(p.mul(complement).clamp_({ min: 1e-12 }))
            .mul_(g)
        : null,
      context.needs(1) ? logarithmOfComplement(p).sub_(logarithm(p)).mul_(g) : null,
    ];
  },
  differentiable(g, context) {
    const [p, t] = context.saved;
    const variance = p.mul(p.neg().add(1)).clamp({ min: 1e-12 });
    return [
      context.needs(0) ? p.sub(t).div(variance).mul(g) : null,
      context.needs(1) ? boundedLog(p.neg().add(1)).sub(boundedLog(p)).mul(g) : null,
    ];
  },
};

/** A logarithm that does not move where it is bounded. */
function boundedLog(x: Recorded): Recorded {
  const isBounded = x.data.le(Math.exp(LEAST_LOG));
  return x.maskedFill(isBounded, 1).log().maskedFill(isBounded, LEAST_LOG);
}

function logarithm(x: Tensor): Tensor {
  return x.log().clamp_({ min: LEAST_LOG });
}

/** log(1 − p), of which a small p is not lost in the 1. */
function logarithmOfComplement(p: Tensor): Tensor {
  return p.neg().log1p().clamp_({ min: LEAST_LOG });
}

/** Options of `binaryCrossEntropy`. */
export interface BinaryCrossEntropyOptions extends LossOptions {
  /** How much each element counts (default 1); broadcasts to the output. The mean is over the number of elements all the same. */
  weight?: Input;
}

/**
 * The cross-entropy between probabilities p and targets t in [0, 1], `−t log p − (1 − t) log(1 − p)`, with each logarithm
 * bounded to −100 as in PyTorch. For logits, `binaryCrossEntropyWithLogits` is more exact.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html
 * @throws RangeError when the shapes differ, the weight does not broadcast, or a probability or a target is outside [0, 1]
 */
export function binaryCrossEntropy(
  probabilities: Input,
  target: Input,
  options: BinaryCrossEntropyOptions = {},
): Variable {
  requireLossOptions("binaryCrossEntropy", options, ["weight"]);
  return elementwiseLoss("binaryCrossEntropy", probabilities, asFloats(target), options, (p, t) => {
    requireProbabilities("a probability", p.data);
    requireProbabilities("a target", t.data);
    return weighed("binaryCrossEntropy", apply(operation, [p, t]), options.weight);
  });
}

/** Losses times a weight of theirs; the mean over them is not divided by the weights. */
function weighed(loss: string, losses: Variable, weight: Input | undefined): Variable {
  return weight === undefined ? losses : losses.mul(weightFor(loss, "weight", weight, losses));
}

function requireProbabilities(what: string, values: Tensor): void {
  for (const value of values.contiguous().data) {
    if (!(value >= 0 && value <= 1))
      throw new RangeError(`binaryCrossEntropy: ${what} must be in [0, 1], got ${value}`);
  }
}

/** Targets may also be truth values or whole numbers. */
function asFloats(target: Input): Variable {
  const t = asVariable(target);
  return isFloat(t.dtype) ? t : asVariable(t.data.to("float32"));
}

/** Options of `binaryCrossEntropyWithLogits`. */
export interface BinaryCrossEntropyWithLogitsOptions extends BinaryCrossEntropyOptions {
  /** How much a positive target counts (default 1); broadcasts to the logits, such as one weight for each class. */
  posWeight?: Input;
}

/**
 * For x: (1 − t)σ(x) − wtσ(−x), where σ(x) − t would cancel. For t: log σ(−x) − w log σ(x). For w: −t log σ(x). Without a weight
 * it is 1
 */
const withLogits: Operation = {
  name: "binaryCrossEntropyWithLogits",
  forward([x, t, w]) {
    // log(1 + eˣ) is max(x, 0) + log(1 + e^−|x|), and the second part is the same for −x.
    const complement = t.neg().add_(1);
    const positive = w === undefined ? t : t.mul(w);
    const size = x.abs();
    const losses = where(x.gt(0), complement, positive).mul(size);
    const both = size.neg_().exp().log1p();
    return losses.add_(w === undefined ? both : both.mul(complement.add(positive)));
  },
  save: (inputs) => inputs,
  backward(g, context) {
    const [x, t, w] = context.saved;
    const weighed = (values: Tensor) => (w === undefined ? values : values.mul_(w));
    return [
      context.needs(0)
        ? x
            .sigmoid()
            .mul_(t.neg().add_(1))
            .sub_(weighed(x.neg().sigmoid().mul_(t)))
            .mul_(g)
        : null,
      context.needs(1) ? weighed(softplusOf(x.neg())).sub_(softplusOf(x)).mul_(g) : null,
      context.needs(2) ? softplusOf(x.neg()).mul_(t).mul_(g) : null,
    ];
  },
  differentiable(g, context) {
    const [x, t, w] = context.saved;
    const weighed = (values: Recorded) => (w === undefined ? values : values.mul(w));
    const logSigmoid = (of: Recorded) => context.apply(logSigmoidOperation, [of], undefined);
    return [
      context.needs(0)
        ? x
            .sigmoid()
            .mul(t.neg().add(1))
            .sub(weighed(x.neg().sigmoid().mul(t)))
            .mul(g)
        : null,
      context.needs(1)
        ? logSigmoid(x.neg())
            .sub(weighed(logSigmoid(x)))
            .mul(g)
        : null,
      context.needs(2) ? logSigmoid(x).neg().mul(t).mul(g) : null,
    ];
  },
};

/** log(1 + eˣ) = −log σ(−x), as max(x, 0) + log(1 + e^−|x|). */
function softplusOf(x: Tensor): Tensor {
  return x.relu().add_(x.abs().neg_().exp().log1p());
}

/**
 * The cross-entropy between σ(logits) and targets in [0, 1], finite for logits of any size, with w for a positive target's weight:
 *
 *   −wt log σ(x) − (1 − t) log σ(−x)
 *
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
 * @throws RangeError when the shapes differ, or a weight does not broadcast
 */
export function binaryCrossEntropyWithLogits(
  logits: Input,
  target: Input,
  given: BinaryCrossEntropyWithLogitsOptions = {},
): Variable {
  requireLossOptions("binaryCrossEntropyWithLogits", given, ["weight", "posWeight"]);
  const { weight, posWeight, ...options } = given;
  return elementwiseLoss("binaryCrossEntropyWithLogits", logits, asFloats(target), options, (x, t) => {
    const positive =
      posWeight === undefined
        ? []
        : [weightFor("binaryCrossEntropyWithLogits", "posWeight", posWeight, x).broadcastTo(x.shape)];
    return weighed("binaryCrossEntropyWithLogits", apply(withLogits, [x, t, ...positive]), weight);
  });
}
