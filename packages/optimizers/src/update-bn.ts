import { noGrad } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { scope, Tensor } from "@tinytorch/tensor";

/** A part of a network, as far as the estimates in it go: a `Module`. */
export interface Estimating {
  training: boolean;
  forward(input: Tensor): unknown;
  namedChildren(): [string, Estimating][];
  train(mode?: boolean): unknown;
}

/** What keeps running estimates. */
interface Normalizing extends Estimating {
  momentum: number | null;
  readonly runningMean: Tensor;
  readonly runningVar: Tensor;
  readonly numBatchesTracked: Tensor;
}

/**
 * Computes the running estimates of every batch normalization in a model anew, as the plain mean over all batches of a pass:
 * those of an average of weights (`AveragedModel`) are nobody's yet. A batch is a tensor, or a list whose first part is what
 * the model takes. https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.update_bn.html
 * @throws TypeError when a batch is neither
 */
export function updateBn(loader: Iterable<Tensor | readonly Tensor[]>, model: Estimating): void {
  if (typeof Object(loader)[Symbol.iterator] !== "function")
    throw new TypeError(`updateBn: a loader must give batches, got ${rules.shown(loader)}`);
  if (typeof model?.namedChildren !== "function" || typeof model.forward !== "function")
    throw new TypeError(`updateBn: a model must be a Module, got ${rules.shown(model)}`);
  const parts = partsOf(model);
  const layers = parts.filter(isNormalizing);
  if (layers.length === 0) return;
  const modes = parts.map((part) => [part, part.training] as const);
  const momenta = layers.map((layer) => [layer, layer.momentum] as const);
  for (const layer of layers) {
    layer.runningMean.zero_();
    layer.runningVar.fill_(1);
    layer.numBatchesTracked.zero_();
    layer.momentum = null;
  }
  model.train();
  try {
    for (const batch of loader) {
      const input = inputOf(batch);
      // The estimates are written in place, and outlive the scope.
      scope(() => {
        noGrad(() => model.forward(input));
      });
    }
  } finally {
    for (const [part, training] of modes) part.training = training;
    for (const [layer, momentum] of momenta) layer.momentum = momentum;
  }
}

function partsOf(model: Estimating): Estimating[] {
  const parts = new Set<Estimating>([model]);
  // A set goes on with what is added to it.
  for (const part of parts) for (const [, child] of part.namedChildren()) parts.add(child);
  return [...parts];
}

function isNormalizing(part: Estimating): part is Normalizing {
  const { momentum, runningMean, runningVar, numBatchesTracked }: Partial<Normalizing> = part as object;
  const estimates = [runningMean, runningVar, numBatchesTracked];
  return momentum !== undefined && estimates.every((estimate) => estimate instanceof Tensor);
}

function inputOf(batch: unknown): Tensor {
  const input: unknown = Array.isArray(batch) ? batch[0] : batch;
  if (input instanceof Tensor) return input;
  throw new TypeError(`updateBn: a batch must be a Tensor, or a list that begins with one, got ${rules.shown(batch)}`);
}
