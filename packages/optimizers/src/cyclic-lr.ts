import { requireCount, requireFinite } from "./checks.ts";
import { requireMomentum, setMomentum } from "./cycle-momentum.ts";
import { perGroup, type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of CyclicLR. */
export interface CyclicLROptions {
  /** The rate at the bottom: one for all groups, or one for each. */
  baseLr: number | readonly number[];
  /** The rate at the top of the first cycle: one for all groups, or one for each. */
  maxLr: number | readonly number[];
  /** The steps up (default 2000). */
  stepSizeUp?: number;
  /** The steps down (default as many as up). */
  stepSizeDown?: number;
  /** What becomes of the height: it stays, is halved with every cycle, or multiplied by γ at every step (default "triangular"). */
  mode?: "triangular" | "triangular2" | "expRange";
  /** γ of "expRange" (default 1). */
  gamma?: number;
  /** Move the momentum (of Adam and its kind: β₁) against the rate (default true). */
  cycleMomentum?: boolean;
  /** The momentum at the top of the rate (default 0.8). */
  baseMomentum?: number;
  /** The momentum at the bottom (default 0.9). */
  maxMomentum?: number;
}

/**
 * Moves the rate up and down between two bounds (Smith, 2017). Call `step()` after every batch.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CyclicLR.html
 * @throws RangeError when an option is out of range, or momentum is to be cycled that the optimizer does not have.
 */
export class CyclicLR extends Scheduler {
  readonly #optimizer: Scheduled;
  readonly #bottoms: readonly number[];
  readonly #tops: readonly number[];
  readonly #up: number;
  readonly #down: number;
  readonly #mode: "triangular" | "triangular2" | "expRange";
  readonly #gamma: number;
  readonly #momentum: { readonly base: number; readonly max: number } | null;

  constructor(optimizer: Scheduled, options: CyclicLROptions) {
    super(optimizer);
    const { baseLr, maxLr, stepSizeUp = 2000, stepSizeDown = stepSizeUp } = options;
    const { mode = "triangular", gamma = 1, cycleMomentum = true } = options;
    const { baseMomentum = 0.8, maxMomentum = 0.9 } = options;
    requireCount("CyclicLR", "stepSizeUp", stepSizeUp);
    requireCount("CyclicLR", "stepSizeDown", stepSizeDown);
    requireFinite("CyclicLR", "gamma", gamma);
    if (cycleMomentum) requireMomentum("CyclicLR", optimizer);
    this.#optimizer = optimizer;
    this.#bottoms = perGroup("CyclicLR", "baseLr", baseLr, optimizer);
    this.#tops = perGroup("CyclicLR", "maxLr", maxLr, optimizer);
    this.#up = stepSizeUp;
    this.#down = stepSizeDown;
    this.#mode = mode;
    this.#gamma = gamma;
    this.#momentum = cycleMomentum ? { base: baseMomentum, max: maxMomentum } : null;
    this.step();
  }

  override step(): void {
    super.step();
    if (this.#momentum === null) return;
    const { base, max } = this.#momentum;
    const momentum = max - (max - base) * this.#height();
    for (const group of this.#optimizer.paramGroups) setMomentum(group, momentum);
  }

  protected override rate(_current: number, _base: number, group: number): number {
    const bottom = this.#bottoms[group];
    return bottom + (this.#tops[group] - bottom) * this.#height();
  }

  /** How high the rate stands: 0 at the bottom, 1 at the top of the first cycle. */
  #height(): number {
    const length = this.#up + this.#down;
    const cycle = Math.floor(this.lastEpoch / length);
    const share = this.lastEpoch / length - cycle;
    const upShare = this.#up / length;
    const height = share <= upShare ? share / upShare : (share - 1) / (upShare - 1);
    if (this.#mode === "triangular2") return height / 2 ** cycle;
    return this.#mode === "expRange" ? height * this.#gamma ** this.lastEpoch : height;
  }
}
