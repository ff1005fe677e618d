import { type CountingPolicy, sayTime } from "@tinytorch/course";

/** A line of a grade's explanation, as data. */
export type Reason =
  | { readonly kind: "nothing-graded" }
  | { readonly kind: "submission"; readonly score: number; readonly maxScore: number; readonly counts: CountingPolicy }
  | { readonly kind: "choice"; readonly because: string }
  /** Others that would count if they loaded; none when it is the counting one that does not. */
  | { readonly kind: "does-not-load"; readonly passedOver: number }
  /** The score in points of the assignment, which is worth more or less than its tests. */
  | { readonly kind: "scaled"; readonly points: number; readonly maxPoints: number }
  | {
      readonly kind: "extension";
      readonly due: number | null;
      readonly zone: string;
      readonly attempts?: number;
      readonly because: string;
    }
  /** `spent` late days of it cost nothing; `left` could be spent still. */
  | {
      readonly kind: "late";
      readonly days: number;
      readonly percentOff: number;
      readonly spent?: number | undefined;
      readonly left: number;
      readonly points: number;
    }
  | { readonly kind: "excuse"; readonly because: string }
  | { readonly kind: "override"; readonly points: number; readonly maxPoints: number; readonly because: string };

/** A line of a grade's explanation, as a sentence. Due dates are in the course's zone, which is named. */
export function sayReason(reason: Reason): string {
  switch (reason.kind) {
    case "nothing-graded":
      return "Nothing is graded yet.";
    case "submission":
      return `${reason.score} of ${reason.maxScore} points from the ${reason.counts} graded submission.`;
    case "choice":
      return `It was chosen to count: ${ended(reason.because)}`;
    case "does-not-load":
      return sayNotLoading(reason.passedOver);
    case "scaled":
      return `The module is worth ${reason.maxPoints}, so that is ${reason.points} of ${reason.maxPoints}.`;
    case "extension":
      return `${sayMore(reason)}: ${ended(reason.because)}`;
    case "late":
      return sayLate(reason);
    case "excuse":
      return `Excused, which is no grade and no zero: ${ended(reason.because)}`;
    case "override":
      return `Replaced by ${reason.points} of ${reason.maxPoints}: ${ended(reason.because)}`;
  }
}

function sayMore({ due, zone, attempts }: Extract<Reason, { kind: "extension" }>): string {
  const more = attempts === undefined ? null : attempts === 1 ? "1 more attempt" : `${attempts} more attempts`;
  if (due !== null) return `Due ${sayTime(due, zone)}${more === null ? "" : `, ${more}`}`;
  return more ?? "More time";
}

function sayLate({ days, percentOff, spent = 0, left, points }: Extract<Reason, { kind: "late" }>): string {
  const paid =
    spent === 0 ? "" : `, ${spent === days ? "paid" : `${sayDays(spent)} of it paid`} with ${sayLateDays(spent)}`;
  if (percentOff === 0) return `${sayDays(days)} late${paid}, no points are taken off.`;
  const unspent = left === 0 ? "" : ` (${sayLateDays(left)} left, not spent)`;
  return `${sayDays(days)} late${paid}, ${percentOff} % of the points is taken off${unspent}: ${points} count.`;
}

function sayNotLoading(passedOver: number): string {
  if (passedOver === 0) return "It does not load as a whole: the next graded one that does counts in its place.";
  return passedOver === 1
    ? "1 submission that does not load as a whole replaces no grade."
    : `${passedOver} submissions that do not load as a whole replace no grade.`;
}

function sayDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

function sayLateDays(days: number): string {
  return days === 1 ? "1 late day" : `${days} late days`;
}

/** As the end of a sentence: whoever wrote one has ended it. */
function ended(text: string): string {
  return /[.!?…。！？]$/u.test(text) ? text : `${text}.`;
}
