import type { Scheduled } from "./scheduled.ts";

// Schedules that cycle move the momentum against the rate: a high rate needs less of it.

/** @throws RangeError unless every group has a momentum to cycle: SGD's, or the β₁ of Adam and its kind */
export function requireMomentum(schedule: string, { paramGroups }: Scheduled): void {
  for (const [index, group] of paramGroups.entries()) {
    if (group.beta1 === undefined && group.momentum === undefined) {
      throw new RangeError(
        `${schedule}: cycleMomentum needs an optimizer with momentum or beta1, got a group ${index} without`,
      );
    }
  }
}

/** Sets a group's momentum, or its β₁. */
export function setMomentum(group: Scheduled["paramGroups"][number], momentum: number): void {
  if (group.beta1 !== undefined) group.beta1 = momentum;
  else group.momentum = momentum;
}
