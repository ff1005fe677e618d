import { requireCount, requireFinite } from "./checks.ts";
import { requireMomentum, setMomentum } from "./cycle-momentum.ts";
import { perGroup, type Scheduled, Scheduler } from "./scheduler.ts";

/** Options of OneCycleLR. */
export interface OneCycleLROptions {
  /** The rate at the top: one for all groups, or one for each. */
  maxLr: number | readonly number[];
  /** The steps of the whole cycle. */
  totalSteps: number;
  /** The share of them that goes up, in [0, 1] (default 0.3). */
  pctStart?: number;
  /** Along half a cosine ("cos", the default) or a straight line ("linear"). */
  annealStrategy?: "cos" | "linear";
  /** Move the momentum (of Adam and its kind: β₁) against the rate (default true). */
  cycleMomentum?: boolean;
  /** The momentum at the top of the rate (default 0.85). */
  baseMomentum?: number;
  /** The momentum at both ends (default 0.95). */
  maxMomentum?: number;
  /** The first rate is the top one divided by this (default 25). */
  divFactor?: number;
  /** The last rate is the first one divided by this (default 10 000). */
  finalDivFactor?: number;
  /** Come down to the first rate as fast as it went up, and only then to the last one (default false). */
  threePhase?: boolean;
}

/** One stretch of the cycle: up to which step, and between which of the three rates and two momenta. */
interface Phase {
  readonly end: number;
  readonly rates: readonly ["first" | "top" | "last", "first" | "top" | "last"];
  readonly momenta: readonly ["base" | "max", "base" | "max"];
}

/**
 * One cycle of the rate over a whole training, from low to high to very low (Smith & Topin, 2018). Call `step()` after every
 * batch. https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
 * @throws RangeError when an option is out of range, momentum is to be cycled that the optimizer does not have, or `step()`
 *   goes past the end.
 */
export class OneCycleLR extends Scheduler {
  readonly #options: Required<OneCycleLROptions>;
  readonly #maxRates: readonly number[];
  readonly #phases: readonly Phase[];
  readonly #optimizer: Scheduled;

  constructor(optimizer: Scheduled, options: OneCycleLROptions) {
    super(optimizer);
    this.#options = {
      pctStart: 0.3,
      annealStrategy: "cos",
      cycleMomentum: true,
      baseMomentum: 0.85,
      maxMomentum: 0.95,
      divFactor: 25,
      finalDivFactor: 10_000,
      threePhase: false,
      ...options,
    };
    const { totalSteps, pctStart, cycleMomentum, maxLr } = this.#options;
    requireCount("OneCycleLR", "totalSteps", totalSteps);
    if (!(pctStart >= 0 && pctStart <= 1))
      throw new RangeError(`OneCycleLR: pctStart must be in [0, 1], got ${pctStart}`);
    if (cycleMomentum) requireMomentum("OneCycleLR", optimizer);
    this.#optimizer = optimizer;
    this.#maxRates = perGroup("OneCycleLR", "maxLr", maxLr, optimizer);
    for (const rate of this.#maxRates) requireFinite("OneCycleLR", "maxLr", rate);
    this.#phases = phasesOf(this.#options);
    this.step();
  }

  override step(): void {
    const { totalSteps, cycleMomentum, baseMomentum, maxMomentum } = this.#options;
    if (this.lastEpoch + 1 > totalSteps) {
      throw new RangeError(
        `OneCycleLR: there are ${totalSteps} steps in all, got step ${this.lastEpoch + 1}`,
      );
    }
    super.step();
    if (!cycleMomentum) return;
    const momenta = { base: baseMomentum, max: maxMomentum };
    const { phase, share } = this.#place();
    const momentum = this.#between(momenta[phase.momenta[0]], momenta[phase.momenta[1]], share);
    for (const group of this.#optimizer.paramGroups) setMomentum(group, momentum);
  }

  protected override rate(_current: number, _base: number, group: number): number {
    const { divFactor, finalDivFactor } = this.#options;
    const top = this.#maxRates[group];
    const first = top / divFactor;
    const rates = { first, top, last: first / finalDivFactor };
    const { phase, share } = this.#place();
    return this.#between(rates[phase.rates[0]], rates[phase.rates[1]], share);
  }

  /** The phase of the current step, and which share of it is over. */
  #place(): { phase: Phase; share: number } {
    let start = 0;
    for (const phase of this.#phases) {
      if (this.lastEpoch <= phase.end || phase === this.#phases[this.#phases.length - 1]) {
        return { phase, share: (this.lastEpoch - start) / (phase.end - start) };
      }
      start = phase.end;
    }
    throw new Error("internal: OneCycleLR has no phases");
  }

  #between(start: number, end: number, share: number): number {
    if (this.#options.annealStrategy === "linear") return start + (end - start) * share;
    return end + ((start - end) / 2) * (1 + Math.cos(Math.PI * share));
  }
}

function phasesOf({ totalSteps, pctStart, threePhase }: Required<OneCycleLROptions>): Phase[] {
  const up: Phase = { end: pctStart * totalSteps - 1, rates: ["first", "top"], momenta: ["max", "base"] };
  if (!threePhase) return [up, { end: totalSteps - 1, rates: ["top", "last"], momenta: ["base", "max"] }];
  return [
    up,
    { end: 2 * pctStart * totalSteps - 2, rates: ["top", "first"], momenta: ["base", "max"] },
    { end: totalSteps - 1, rates: ["first", "last"], momenta: ["max", "max"] },
  ];
}
