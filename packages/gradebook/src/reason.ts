import type { CountingPolicy } from "./assignment.ts";

/** A line of a grade's explanation, as data. */
export type Reason =
  | { readonly kind: "nothing-graded" }
  | { readonly kind: "submission"; readonly score: number; readonly maxScore: number; readonly counts: CountingPolicy }
  /** Others that would count if they loaded; none when it is the counting one that does not. */
  | { readonly kind: "does-not-load"; readonly passedOver: number }
  | { readonly kind: "extension"; readonly due: number | null; readonly because: string }
  | { readonly kind: "late"; readonly days: number; readonly percentOff: number; readonly points: number }
  | { readonly kind: "override"; readonly points: number; readonly maxPoints: number; readonly because: string };

/** A line of a grade's explanation, as a sentence. Due dates are in UTC. */
export function sayReason(reason: Reason): string {
  switch (reason.kind) {
    case "nothing-graded":
      return "Nothing is graded yet.";
    case "submission":
      return `${reason.score} of ${reason.maxScore} points from the ${reason.counts} graded submission.`;
    case "does-not-load":
      return sayNotLoading(reason.passedOver);
    case "extension":
      return `${reason.due === null ? "More time" : `Due ${sayTime(reason.due)}`}: ${reason.because}.`;
    case "late":
      return reason.percentOff === 0
        ? `${sayDays(reason.days)} late, no points are taken off.`
        : `${sayDays(reason.days)} late, ${reason.percentOff} % of the points is taken off: ${reason.points} count.`;
    case "override":
      return `Replaced by ${reason.points} of ${reason.maxPoints}: ${reason.because}.`;
  }
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

function sayTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
