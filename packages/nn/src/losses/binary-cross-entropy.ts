import { apply, asVariable, type Operation, type Variable } from "@tinytorch/autograd";
import { broadcastShapes, type Tensor } from "@tinytorch/tensor";
import { formatShape, isFloat, sameShape } from "@tinytorch/tensor/internal";
import { logSigmoid } from "../activations.ts";
import type { Input } from "../module.ts";
import { elementwiseLoss, type LossOptions, requireLossOptions } from "./loss-options.ts";

/** A logarithm below this counts as this, so that a certain prediction that is wrong costs 100 and not ∞. */
const LEAST_LOG = -100;

/** For p: (p − t) / p(1 − p). For t: log(1 − p) − log p */
const operation: Operation = {
  name: "binaryCrossEntropy",
  forward([p, t]) {
    const complement = t.neg().add_(1);
    return logarithm(p)
      .mul_(t)
      .add_(logarithm(p.neg().add_(1)).mul_(complement))
      .neg_();
  },
  save: ([p, t]) => [p, t],
  backward(g, context) {
    const [p, t] = context.saved;
    const complement = p.neg().add_(1);
    return [
      context.needs(0)
        ? p
            .sub(t)
            .mul_(g)
            .div_(p.mul(complement).clamp_({ min: 1e-12 }))
        : null,
      context.needs(1) ? logarithm(complement).sub_(logarithm(p)).mul_(g) : null,
    ];
  },
};

function logarithm(x: Tensor): Tensor {
  return x.log().clamp_({ min: LEAST_LOG });
}

/**
 * The cross-entropy between probabilities p and targets t in [0, 1], `−t log p − (1 − t) log(1 − p)`, with each logarithm
 * bounded to −100 as in PyTorch. For logits, `binaryCrossEntropyWithLogits` is more exact.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html
 * @throws RangeError when the shapes differ, or a probability or a target is outside [0, 1]
 */
export function binaryCrossEntropy(probabilities: Input, target: Input, options: LossOptions = {}): Variable {
  requireLossOptions("binaryCrossEntropy", options);
  return elementwiseLoss("binaryCrossEntropy", probabilities, asFloats(target), options, (p, t) => {
    requireProbabilities("a probability", p.data);
    requireProbabilities("a target", t.data);
    return apply(operation, [p, t]);
  });
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
export interface BinaryCrossEntropyWithLogitsOptions extends LossOptions {
  /** How much a positive target counts (default 1); broadcasts to the logits, such as one weight for each class. */
  positiveWeight?: Input;
}

/**
 * The cross-entropy between σ(logits) and targets in [0, 1], finite for logits of any size:
 *
 *   (1 − t)x − (1 + (w − 1)t) log σ(x)
 *
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
 * @throws RangeError when the shapes differ
 */
export function binaryCrossEntropyWithLogits(
  logits: Input,
  target: Input,
  given: BinaryCrossEntropyWithLogitsOptions = {},
): Variable {
  requireLossOptions("binaryCrossEntropyWithLogits", given, ["positiveWeight"]);
  const { positiveWeight, ...options } = given;
  return elementwiseLoss("binaryCrossEntropyWithLogits", logits, asFloats(target), options, (x, t) => {
    const gain = logSigmoid(x);
    const negative = t.neg().add(1).mul(x);
    if (positiveWeight === undefined) return negative.sub(gain);
    const weight = asVariable(positiveWeight);
    if (!sameShape(broadcastShapes("positiveWeight", x.shape, weight.shape), x.shape)) {
      throw new RangeError(
        `binaryCrossEntropyWithLogits: positiveWeight must broadcast to the logits, got ${formatShape(weight.shape)} ` +
          `for ${formatShape(x.shape)}`,
      );
    }
    return negative.sub(weight.sub(1).mul(t).add(1).mul(gain));
  });
}
