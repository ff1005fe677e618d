import { type OptionsOf, rules, type SettingsOf } from "@tinytorch/options";
import { forEachGroup, perGroup, schedulerWith } from "./scheduler.ts";

const table = {
  /** The rate to end at, and to stay at: one for all groups, or one for each. */
  swaLr: perGroup(rules.nonNegative),
  /** The epochs on the way there (default 10); with 0 it is there at once. */
  annealEpochs: rules.wholeNonNegative.or(10),
  /** Along half a cosine ("cos", the default) or a straight line ("linear"). */
  annealStrategy: rules.oneOf("cos", "linear").or("cos"),
};

/** Options of SWALR. */
export type SWALROptions = OptionsOf<typeof table>;

/**
 * Brings the rate to a constant one, at which an `AveragedModel` collects weights (Izmailov et al., 2018). It is computed from
 * the rate before, so it may take over from another schedule: step that one first, and from some epoch on this one alone.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.SWALR.html
 * @throws RangeError when a rate or the number of epochs is out of range, or there are rates for another number of groups.
 */
export class SWALR extends schedulerWith("SWALR", table) {
  protected override rate(current: number, _base: number, group: number): number {
    const end = forEachGroup("SWALR", "swaLr", this.options.swaLr, this.optimizer)[group];
    if (this.options.annealEpochs === 0) return end;
    const [before, now] = [wayAt(this.lastEpoch - 1, this.options), wayAt(this.lastEpoch, this.options)];
    const start = before === 1 ? end : (current - before * end) / (1 - before);
    return end * now + start * (1 - now);
  }
}

/** How far the way has been gone at an epoch, from 0 to 1. */
function wayAt(epoch: number, { annealEpochs, annealStrategy }: SettingsOf<typeof table>): number {
  const share = Math.max(0, Math.min(1, epoch / annealEpochs));
  return annealStrategy === "linear" ? share : (1 - Math.cos(Math.PI * share)) / 2;
}
