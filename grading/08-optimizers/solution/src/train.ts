import type { Variable } from "@tinytorch/autograd";
import type { Module } from "@tinytorch/nn";
import type { Tensor } from "@tinytorch/tensor";
import type { Scheduled } from "./lr-scheduler.ts";

export type TrainingOptions = {
  /** How wrong an output is: `mseLoss`, `crossEntropy` or your own; the mean over the batch. */
  criterion: (output: Variable, targets: Tensor) => Variable;
  optimizer: Scheduled & { zeroGrad(): void; step(): void };
  /** Moves the learning rate, once after every epoch. */
  scheduler?: { step(): void };
  epochs: number;
};

/** What happened, one number per epoch. */
export type TrainingHistory = {
  /** The mean loss over the epoch's samples. */
  readonly loss: number[];
  /** The rate of the first group while the epoch ran. */
  readonly learningRate: number[];
};

/**
 * The complete loop: for every epoch, for every batch, zeroGrad → forward → loss → backward → step; after every epoch the
 * schedule's step.
 *
 * `loader` gives `[inputs, targets]` pairs, afresh in every epoch: a `DataLoader`, or a plain array of batches.
 * @throws RangeError when epochs is not a whole number >= 1; TypeError when the loader can be gone through only once.
 */
export function train(
  model: Module,
  loader: Iterable<readonly [Tensor, Tensor]>,
  options: TrainingOptions,
): TrainingHistory {
  if (!(Number.isInteger(options.epochs) && options.epochs >= 1)) {
    throw new RangeError(`train: epochs must be a whole number >= 1, got ${options.epochs}`);
  }
  if ("next" in loader) {
    throw new TypeError(
      "train: loader must start afresh in every epoch, got an iterator; pass the DataLoader itself",
    );
  }
  model.train();
  // BEGIN SOLUTION
  // TODO: write the loop and record its history
  const { criterion, optimizer, scheduler, epochs } = options;
  const history: TrainingHistory = { loss: [], learningRate: [] };
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    history.learningRate.push(optimizer.paramGroups[0].learningRate);
    let lossSum = 0;
    let samples = 0;
    for (const [inputs, targets] of loader) {
      optimizer.zeroGrad();
      const loss = criterion(model.forward(inputs), targets);
      loss.backward();
      optimizer.step();
      // The last batch may be smaller: count its samples, not the batch.
      const batchSize = inputs.shape[0];
      lossSum += loss.item() * batchSize;
      samples += batchSize;
    }
    history.loss.push(lossSum / samples);
    scheduler?.step();
  }
  return history;
  // END SOLUTION
}
