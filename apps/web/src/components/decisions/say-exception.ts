import type { ExceptionRecord } from "@tinytorch/api";

/** `97 of 100 points by hand` */
export function sayException(exception: ExceptionRecord): string {
  const { kind, points, maxPoints, attempts, days, submissionId } = exception;
  switch (kind) {
    case "override":
      return `${points} of ${maxPoints} points by hand`;
    case "excuse":
      return "excused: no grade is asked for";
    case "extension":
      return [
        wall("due", exception.due, exception.zone),
        wall("taken until", exception.closes, exception.zone),
        attempts === null ? "" : attempts === 1 ? "1 attempt more" : `${attempts} attempts more`,
      ]
        .filter(Boolean)
        .join(", ");
    case "choice":
      return `submission ${submissionId?.slice(0, 8)} was chosen to count`;
    case "late-days":
      return days === 1 ? "1 late day spent" : `${days} late days spent`;
  }
}

function wall(word: string, time: string | null, zone: string | null): string {
  return time === null ? "" : `${word} ${time.replace("T", " ")} ${zone}`;
}
