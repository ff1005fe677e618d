import type { Standing } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import { localTime } from "../../terminal/terminal.ts";
import { viewBytes } from "../../terminal/view-bytes.ts";
import { wrap } from "../../terminal/wrap.ts";
import { viewCost, viewDaysLate } from "../submissions/lateness.ts";

/** Of so many files each is named. */
const mostNamed = 12;

/** What will be sent: how much, and the first files with their sizes. */
export function viewFiles(module: string, files: SubmittedFiles): readonly string[] {
  const sizes = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.byteLength(text) }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const named = sizes.slice(0, mostNamed).map(({ path, bytes }) => `${path} ${viewBytes(bytes)}`);
  const more = sizes.length > mostNamed ? [`and ${sizes.length - mostNamed} more`] : [];
  const count = sizes.length === 1 ? "1 file" : `${sizes.length} files`;
  return [`To ${module}: ${count}, ${viewBytes(total)}.`, ...wrap([...named, ...more].join(", "), 2)];
}

/**
 * What handing in now would do: in time or not, and to the grade.
 *
 * @param moment how a moment is said; on the reader's clock alone by default.
 * @param exceptions what holds for this person alone, a sentence each.
 */
export function viewStanding(
  standing: Standing,
  moment: Moment = localTime,
  exceptions: readonly string[] = [],
): readonly string[] {
  const time = viewTime(standing, moment);
  return [time, ...exceptions, viewAttempts(standing, moment), viewLateDays(standing), viewGrade(standing)]
    .filter((line) => line !== "")
    .flatMap((line) => wrap(line, 0));
}

type Moment = (instant: string) => string;

function viewTime({ release, due, closes, open, late, atMost, maxScore }: Standing, moment: Moment): string {
  if (!open && release !== null && Date.parse(release) > Date.now())
    return `It takes no work before ${moment(release)}.`;
  if (due === null) return "";
  if (!open) return `It was due ${moment(due)}, and no more work is taken${closes ? ` since ${moment(closes)}` : ""}.`;
  if (late === null) return `It is due ${moment(due)}, so it comes in time.`;
  const worth = late.percentOff === 0 ? "" : `: it can count for ${atMost} of ${maxScore} at most`;
  const end = closes === null ? "" : ` Work is taken until ${moment(closes)}.`;
  return `It was due ${moment(due)} and comes ${viewDaysLate(late)}, ${viewCost(late)}${worth}.${end}`;
}

function viewAttempts({ attempts, nextAttempt }: Standing, moment: Moment): string {
  const pause = nextAttempt === null ? "" : ` The next one is taken from ${moment(nextAttempt)} on.`;
  if (attempts === null) return pause.trim();
  const { allowed, used, left } = attempts;
  if (left === 0)
    return `${allowed === 1 ? "Your one attempt is" : `All ${allowed} attempts are`} used, so it is not taken.`;
  if (allowed === 1) return `It is your only attempt.${pause}`;
  const after = left === 1 ? "this is your last one" : `after this one you have ${left - 1} left`;
  return `${used} of ${allowed} attempts ${used === 1 ? "is" : "are"} used: ${after}.${pause}`;
}

function viewLateDays({ module, late, open, lateDays: { left } }: Standing): string {
  if (late === null || late.percentOff === 0 || !open || left === 0) return "";
  return `You have ${left === 1 ? "1 late day" : `${left} late days`} left: \`tito late-days spend ${module}\` spends one on it.`;
}

function viewGrade({ grade, open, attempts, canCount, counts, waiting }: Standing): string {
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

/** What to ask about before it is done: how it could lower the grade. Null when it could not. */
export function viewRisk({ couldLower, grade, atMost, late }: Standing): string | null {
  if (!couldLower) return null;
  if (grade !== null && grade.counted !== null && atMost < grade.counted) {
    return `It would lower your grade from ${grade.counted} to ${atMost} or less.`;
  }
  if (grade !== null && atMost === grade.counted) return `Your grade of ${grade.counted} cannot rise by it, only fall.`;
  return late === null
    ? "It could lower your grade."
    : "It could lower your grade: the same work counts for less than what you handed in before.";
}
