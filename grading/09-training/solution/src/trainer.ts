import { checkFit, checkSaved, checkTrainer } from "./check-options.ts";
import type { EarlyStopping } from "./early-stopping.ts";
import { evaluate } from "./evaluate.ts";
import type { Best, Checkpoint, Loader, TrainerOptions } from "./parts.ts";
import { trainEpoch } from "./train-epoch.ts";

export type FitOptions = {
  /** How many epochs at most, from here on. */
  readonly epochs: number;
  /** Data that the model does not learn from: it is evaluated on them after every epoch. */
  readonly validation?: Loader;
  /** Is told each validation loss; when it says so, that epoch was the last. */
  readonly earlyStopping?: EarlyStopping;
};

/** What happened, one number per epoch. */
export type History = {
  /** The mean loss over the training samples while the model was learning from them. */
  readonly loss: number[];
  /** The mean loss over the validation samples after the epoch; empty without validation. */
  readonly validation: number[];
  /** The rate of the first group while the epoch ran. */
  readonly learningRate: number[];
};

/**
 * Trains a model: goes through the data, watches data it does not learn from, remembers the best model, and can be saved
 * and resumed so that nobody sees a seam.
 */
export class Trainer<OptimizerState, SchedulerState = unknown> {
  /** How many epochs are over, in all calls of fit. */
  epoch = 0;
  /** The model after the epoch with the lowest validation loss so far, in all calls of fit; null before the first. */
  best: Best | null = null;
  protected readonly parts: TrainerOptions<OptimizerState, SchedulerState>;

  /** @throws RangeError on a maxNorm that is not above 0, or an accumulate that is not a whole number >= 1. */
  constructor(options: TrainerOptions<OptimizerState, SchedulerState>) {
    checkTrainer(options.maxNorm, options.accumulate ?? 1);
    this.parts = { ...options };
  }

  /**
   * Every epoch: trainEpoch, then the schedule's step; then, with validation, evaluate, and keep the model if its loss is
   * lower than any before. A NaN is lower than nothing, and of equal losses the first stays.
   * @throws RangeError on epochs that are not a whole number >= 1, and on early stopping without validation.
   */
  fit(loader: Loader, { epochs, validation, earlyStopping }: FitOptions): History {
    checkFit(epochs, [loader, validation], validation, earlyStopping);
    const { model, optimizer, scheduler } = this.parts;
    const history: History = { loss: [], validation: [], learningRate: [] };
    // BEGIN SOLUTION
    // TODO: run the epochs: record, train, schedule, validate, stop
    for (let run = 0; run < epochs; run += 1) {
      history.learningRate.push(optimizer.paramGroups[0].learningRate);
      history.loss.push(trainEpoch(this.parts, loader));
      scheduler?.step();
      this.epoch += 1;
      if (validation === undefined) continue;
      const loss = evaluate(this.parts, validation);
      history.validation.push(loss);
      if (loss < (this.best?.loss ?? Number.POSITIVE_INFINITY)) {
        this.best = { epoch: this.epoch, loss, model: model.stateDict() };
      }
      if (earlyStopping?.step(loss)) break;
    }
    return history;
    // END SOLUTION
  }

  /** The mean loss over a loader's samples, with the model in evaluation mode. Nothing learns. */
  evaluate(loader: Loader): number {
    return evaluate(this.parts, loader);
  }

  /** A snapshot of everything that decides how the training goes on. Training on does not change it. */
  save(): Checkpoint<OptimizerState, SchedulerState> {
    const { model, optimizer, scheduler, generator } = this.parts;
    // BEGIN SOLUTION
    // TODO: save epoch, best and the state of each part, null if absent
    return {
      epoch: this.epoch,
      best: this.best,
      model: model.stateDict(),
      optimizer: optimizer.stateDict(),
      scheduler: scheduler?.stateDict() ?? null,
      generator: generator?.saveState() ?? null,
    };
    // END SOLUTION
  }

  /**
   * Goes on from a snapshot, of a trainer with the same parts.
   * @throws RangeError when it lacks the state of a part, or has one too many; nothing has changed then.
   */
  load(checkpoint: Checkpoint<OptimizerState, SchedulerState>): void {
    const { model, optimizer, scheduler, generator } = this.parts;
    checkSaved("a scheduler", scheduler !== undefined, checkpoint.scheduler !== null);
    checkSaved("a generator", generator !== undefined, checkpoint.generator !== null);
    // BEGIN SOLUTION
    // TODO: give each part its state, and take epoch and best
    model.loadStateDict(checkpoint.model);
    optimizer.loadStateDict(checkpoint.optimizer);
    if (checkpoint.scheduler !== null) scheduler?.loadStateDict(checkpoint.scheduler);
    if (checkpoint.generator !== null) generator?.loadState(checkpoint.generator);
    this.epoch = checkpoint.epoch;
    this.best = checkpoint.best;
    // END SOLUTION
  }
}
