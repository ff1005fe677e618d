import { perGroup, type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of LambdaLR. */
export interface LambdaLROptions {
  /** The share of the base rate at an epoch: one function for all groups, or one for each. */
  lrLambda: ((epoch: number) => number) | readonly ((epoch: number) => number)[];
}

/**
 * Sets the rate to the base rate times a function of the epoch: α_t = α₀ · λ(t). The functions are not part of the saved
 * state. https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html
 * @throws RangeError when there are functions for another number of groups.
 */
export class LambdaLR extends Scheduler {
  readonly #lambdas: readonly ((epoch: number) => number)[];

  constructor(optimizer: Scheduled, { lrLambda }: LambdaLROptions) {
    super(optimizer);
    this.#lambdas = perGroup("LambdaLR", "lrLambda", lrLambda, optimizer);
    this.step();
  }

  protected override rate(_current: number, base: number, group: number): number {
    return base * this.#lambdas[group](this.lastEpoch);
  }
}
