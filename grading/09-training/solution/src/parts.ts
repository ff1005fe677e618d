import type { Variable } from "@tinytorch/autograd";
import type { Generator, GeneratorState, Tensor } from "@tinytorch/tensor";

/** What can be saved as plain data with tensors in it, and go on from there. */
export interface Saved<State> {
  stateDict(): State;
  loadStateDict(state: State): void;
}

/** The values of a model's parameters, by name. */
export type ModelState = Record<string, Tensor>;

/** A model: a `Module` of @tinytorch/nn is one, and so is yours. Its `stateDict()` is a copy. */
export interface Model extends Saved<ModelState> {
  readonly training: boolean;
  forward(inputs: Tensor): Variable;
  /** Switches to training, or with false to evaluation. */
  train(mode?: boolean): unknown;
  /** Switches to evaluation. */
  eval(): unknown;
  parameters(): readonly Variable[];
}

/** An optimizer over the model's parameters. */
export interface TrainingOptimizer<State> extends Saved<State> {
  readonly paramGroups: readonly { learningRate: number }[];
  zeroGrad(): void;
  step(): unknown;
}

/** A schedule of the optimizer's rate. */
export interface TrainingScheduler<State> extends Saved<State> {
  step(): void;
}

/** How wrong an output is, as the mean over the batch: `mseLoss`, `crossEntropy`, or one of your own. */
export type Criterion = (output: Variable, targets: Tensor) => Variable;

/** Inputs with the first size N, and N targets. */
export type Batch = readonly [inputs: Tensor, targets: Tensor];

/** Gives batches, afresh at every pass: a `DataLoader`, or a plain array of batches. */
export type Loader = Iterable<Batch>;

export type TrainerOptions<OptimizerState, SchedulerState> = {
  readonly model: Model;
  readonly optimizer: TrainingOptimizer<OptimizerState>;
  readonly criterion: Criterion;
  /** Moves the learning rate, once after every epoch. */
  readonly scheduler?: TrainingScheduler<SchedulerState>;
  /** The largest joint norm of all gradients at a step. No bound when it is left out. */
  readonly maxNorm?: number;
  /** How many batches make one step. Default 1. */
  readonly accumulate?: number;
  /** What shuffles the data and drives dropout: its state is saved too. */
  readonly generator?: Generator;
};

/** The model as it was after the epoch with the lowest validation loss. */
export type Best = {
  /** Counted from 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly model: ModelState;
};

/** Everything that a training needs to go on as if nothing had happened. */
export type Checkpoint<OptimizerState, SchedulerState> = {
  /** How many epochs are over. */
  readonly epoch: number;
  readonly best: Best | null;
  readonly model: ModelState;
  readonly optimizer: OptimizerState;
  readonly scheduler: SchedulerState | null;
  readonly generator: GeneratorState | null;
};
