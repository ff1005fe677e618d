import type { ExceptionRecord } from "@tinytorch/api";
import { momentOf } from "@tinytorch/course";
import { courseMoment } from "../../terminal/course-moment.ts";
import { viewName } from "../../terminal/message-view.ts";
import { localTime } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";
import { viewDays } from "../late-days/bank-view.ts";

/** What holds for a person in a module, with why and by whom: `Due Wed 9 Dec 2026, 18:00 Europe/Berlin: illness (teacher, 2026-12-01 10:02).` */
export function viewException(exception: ExceptionRecord): string {
  const { because, by, at, removed } = exception;
  const made = `${viewWhat(exception)}: ${viewWhy(because)} (${viewName({ name: by })}, ${localTime(at)}).`;
  if (removed === null) return made;
  const why = removed.because === null ? "" : `: ${viewWhy(removed.because)}`;
  return `${made} Taken back by ${viewName({ name: removed.by })}, ${localTime(removed.at)}${why}.`;
}

/** What was granted or done, as a clause. */
export function viewWhat(exception: ExceptionRecord): string {
  const text = viewParts(exception).join(", ");
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The same, each thing that was granted by itself: `due Wed 9 Dec 2026, 18:00 Europe/Berlin` and `2 more attempts`. */
export function viewParts(exception: ExceptionRecord): readonly string[] {
  const { kind, points, maxPoints, submissionId, days } = exception;
  switch (kind) {
    case "extension":
      return viewMore(exception);
    case "override":
      return [`${points} of ${maxPoints} points by hand`];
    case "excuse":
      return ["excused, which is no grade and no zero"];
    case "choice":
      return [`submission ${submissionId?.slice(0, 8)} was chosen to count`];
    case "late-days":
      return [`${viewDays(days ?? 0)} spent`];
  }
}

function viewMore({ due, closes, zone, attempts }: ExceptionRecord): readonly string[] {
  const moment = (wall: string) => writtenMoment(wall, zone ?? "UTC");
  return [
    ...(due === null ? [] : [`due ${moment(due)}`]),
    ...(closes === null ? [] : [`work is taken until ${moment(closes)}`]),
    ...(attempts === null ? [] : [attempts === 1 ? "1 more attempt" : `${attempts} more attempts`]),
  ];
}

/** A reason inside a sentence, which has its own end. */
export function viewWhy(because: string): string {
  return visible(because).replace(/\.$/, "");
}

/** A time on the wall of a zone, for a reader who may be in another. */
function writtenMoment(wall: string, zone: string): string {
  return courseMoment(new Date(momentOf(wall, zone)).toISOString(), zone);
}
