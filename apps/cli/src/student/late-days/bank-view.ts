import type { LateDayBank, LateDayGrant } from "@tinytorch/api";
import { viewName } from "../../terminal/message-view.ts";
import { localTime } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";

/** A bank of late days: what is left of what, where it came from and where it went. */
export function viewBank({ student, granted, spent, left, grants, spends }: LateDayBank): readonly string[] {
  return [
    `${viewName(student)}: ${viewDays(left)} left of ${granted} granted, ${spent} spent.`,
    ...grants.map((grant) => `  ${viewGrant(grant)}`),
    ...(spends.length === 0 ? [] : [`  Spent on ${viewSpends(spends)}.`]),
  ];
}

/** `3 late days to everybody: the course's (2026-11-01 08:00), grant 5f1c9a52` */
export function viewGrant({ id, student, days, because, by, at }: LateDayGrant): string {
  const whose = student === null ? "everybody" : viewName(student);
  const who = by === null ? localTime(at) : `${viewName({ name: by })}, ${localTime(at)}`;
  return `${viewDays(days)} to ${whose}: ${visible(because).replace(/\.$/, "")} (${who}), grant ${id.slice(0, 8)}`;
}

/** `2 on 08-optimizers, 1 on 09-training`; a dash where none is spent. */
export function viewSpends(spends: LateDayBank["spends"]): string {
  return spends.length === 0 ? "–" : spends.map(({ module, days }) => `${module} (${days})`).join(", ");
}

/** `1 late day` */
export function viewDays(days: number): string {
  return days === 1 ? "1 late day" : `${days} late days`;
}
