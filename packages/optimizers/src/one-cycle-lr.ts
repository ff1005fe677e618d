import { type OptionsOf, rules, type SettingsOf } from "@tinytorch/tensor";
import { requireMomentum, setMomentum } from "./cycle-momentum.ts";
import { forEachGroup, perGroup, type Scheduled, Scheduler } from "./scheduler.ts";

const table = {
  /** The rate at the top: one for all groups, or one for each. */
  maxLr: perGroup(rules.finite),
  /** The steps of the whole cycle. */
  totalSteps: rules.count,
  /** The share of them that goes up, in [0, 1] (default 0.3). */
  pctStart: rules.share.or(0.3),
  /** Along half a cosine ("cos", the default) or a straight line ("linear"). */
  annealStrategy: rules.oneOf("cos", "linear").or("cos"),
  /** Move the momentum (of Adam and its kind: β₁) against the rate (default true). */
  cycleMomentum: rules.flag.or(true),
  /** The momentum at the top of the rate (default 0.85). */
  baseMomentum: rules.fraction.or(0.85),
  /** The momentum at both ends (default 0.95). */
  maxMomentum: rules.fraction.or(0.95),
  /** The first rate is the top one divided by this (default 25). */
  divFactor: rules.positive.or(25),
  /** The last rate is the first one divided by this (default 10 000). */
  finalDivFactor: rules.positive.or(10_000),
  /** Come down to the first rate as fast as it went up, and only then to the last one (default false). */
  threePhase: rules.flag.or(false),
};

/** Options of OneCycleLR. */
export type OneCycleLROptions = OptionsOf<typeof table>;

type Settings = SettingsOf<typeof table>;

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
export class OneCycleLR extends Scheduler<Settings> {
  readonly #maxRates: readonly number[];
  readonly #phases: readonly Phase[];

  constructor(optimizer: Scheduled, options: OneCycleLROptions) {
    super("OneCycleLR", optimizer, table, options);
    if (this.options.cycleMomentum) requireMomentum("OneCycleLR", optimizer);
    this.#maxRates = forEachGroup("OneCycleLR", "maxLr", this.options.maxLr, optimizer);
    this.#phases = phasesOf(this.options);
    this.step();
  }

  override step(): void {
    const { totalSteps, cycleMomentum, baseMomentum, maxMomentum } = this.options;
    if (this.lastEpoch + 1 > totalSteps) {
      throw new RangeError(`OneCycleLR: there are ${totalSteps} steps in all, got step ${this.lastEpoch + 1}`);
    }
    super.step();
    if (!cycleMomentum) return;
    const momenta = { base: baseMomentum, max: maxMomentum };
    const { phase, share } = this.#place();
    const momentum = this.#between(momenta[phase.momenta[0]], momenta[phase.momenta[1]], share);
    for (const group of this.optimizer.paramGroups) setMomentum(group, momentum);
  }

  protected override rate(_current: number, _base: number, group: number): number {
    const { divFactor, finalDivFactor } = this.options;
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
        // A phase without length is over as it begins.
        return { phase, share: phase.end === start ? 1 : (this.lastEpoch - start) / (phase.end - start) };
      }
      start = phase.end;
    }
    throw new Error("internal: OneCycleLR has no phases");
  }

  #between(start: number, end: number, share: number): number {
    if (this.options.annealStrategy === "linear") return start + (end - start) * share;
    return end + ((start - end) / 2) * (1 + Math.cos(Math.PI * share));
  }
}

function phasesOf({ totalSteps, pctStart, threePhase }: Settings): Phase[] {
  const up: Phase = { end: pctStart * totalSteps - 1, rates: ["first", "top"], momenta: ["max", "base"] };
  if (!threePhase) return [up, { end: totalSteps - 1, rates: ["top", "last"], momenta: ["base", "max"] }];
  return [
    up,
    { end: 2 * pctStart * totalSteps - 2, rates: ["top", "first"], momenta: ["base", "max"] },
    { end: totalSteps - 1, rates: ["first", "last"], momenta: ["max", "max"] },
  ];
}
