import type { Standing } from "../modules.ts";
import { sayCost, sayDaysLate } from "./lateness.ts";

/** Words, and moments between them, which whoever shows them says on the reader's clock. */
export type Sentence = readonly (string | { readonly at: string })[];

/** What handing in now would mean, in sentences; null where there is nothing to say. */
export interface ToldStanding {
  /** Whether work is taken, and whether it would come in time. */
  readonly time: Sentence | null;
  readonly attempts: Sentence | null;
  /** Late days that could be spent on it, and how. */
  readonly lateDays: string | null;
  /** The grade there is, and what becomes of it. */
  readonly grade: string;
}

/** @param now a time of day: a module that begins later says when. */
export function sayStanding(standing: Standing, now: number): ToldStanding {
  return {
    time: sayTime(standing, now),
    attempts: sayAttempts(standing),
    lateDays: sayLateDays(standing),
    grade: sayGrade(standing),
  };
}

/** How handing in now could lower the grade, to be asked about before it is done. Null when it could not. */
export function sayRisk({
  couldLower,
  grade,
  atMost,
  late,
}: Pick<Standing, "couldLower" | "grade" | "atMost" | "late">): string | null {
  if (!couldLower) return null;
  if (grade !== null && grade.counted !== null && atMost < grade.counted) {
    return `It would lower your grade from ${grade.counted} to ${atMost} or less.`;
  }
  if (grade !== null && atMost === grade.counted) return `Your grade of ${grade.counted} cannot rise by it, only fall.`;
  return late === null
    ? "It could lower your grade."
    : "It could lower your grade: the same work counts for less than what you handed in before.";
}

function sayTime({ release, due, closes, open, late, atMost, maxScore }: Standing, now: number): Sentence | null {
  if (!open && release !== null && Date.parse(release) > now) return ["It takes no work before ", { at: release }, "."];
  if (!open) {
    const was = due === null ? ["No more work is taken"] : ["It was due ", { at: due }, ", and no more work is taken"];
    return [...was, ...(closes === null ? [] : [" since ", { at: closes }]), "."];
  }
  if (due === null) return null;
  if (late === null) return ["It is due ", { at: due }, ", so it comes in time."];
  const worth = late.percentOff === 0 ? "" : `: it can count for ${atMost} of ${maxScore} at most`;
  const end = closes === null ? [] : [" Work is taken until ", { at: closes }, "."];
  return ["It was due ", { at: due }, ` and comes ${sayDaysLate(late)}, ${sayCost(late)}${worth}.`, ...end];
}

function sayAttempts({ attempts, nextAttempt }: Standing): Sentence | null {
  const pause = nextAttempt === null ? [] : ["The next one is taken from ", { at: nextAttempt }, " on."];
  if (attempts === null) return pause.length === 0 ? null : pause;
  const { allowed, used, left } = attempts;
  if (left === 0)
    return [`${allowed === 1 ? "Your one attempt is" : `All ${allowed} attempts are`} used, so it is not taken.`];
  const then = pause.length === 0 ? [] : [" ", ...pause];
  if (allowed === 1) return ["It is your only attempt.", ...then];
  const after = left === 1 ? "this is your last one" : `after this one you have ${left - 1} left`;
  return [`${used} of ${allowed} attempts ${used === 1 ? "is" : "are"} used: ${after}.`, ...then];
}

function sayLateDays({ module, late, open, lateDays: { left } }: Standing): string | null {
  if (late === null || late.percentOff === 0 || !open || left === 0) return null;
  return `You have ${left === 1 ? "1 late day" : `${left} late days`} left: \`tito late-days spend ${module}\` spends one on it.`;
}

function sayGrade({ grade, open, attempts, canCount, counts, waiting }: Standing): string {
  const others = waiting === 0 ? "" : ` ${waiting === 1 ? "1 other waits" : `${waiting} others wait`} to be graded.`;
  if (grade === null) return `You have no grade in it yet.${others}`;
  if (grade.excused) return "You are excused: it has no grade, and what you hand in does not change that.";
  const now = `Your grade in it is ${grade.counted} of ${grade.maxScore}`;
  if (!open) return `${now}.`;
  if (grade.overridden) return `${now}, given by hand: what you hand in does not change it.`;
  if (attempts?.left === 0) return `${now}.`;
  if (!canCount) return `${now}; what you hand in does not change it by itself, for another submission was chosen.`;
  return counts === "best"
    ? `${now}; the best one that loads counts.${others}`
    : `${now}, and this takes its place: the latest one that loads counts.${others}`;
}
