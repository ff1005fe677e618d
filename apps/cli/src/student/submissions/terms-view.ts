import type { ExceptionKind, ExceptionRecord, Grade, Standing } from "@tinytorch/api";
import { viewName } from "../../terminal/message-view.ts";
import { localTime } from "../../terminal/terminal.ts";
import { wrap } from "../../terminal/wrap.ts";
import { viewDays } from "../late-days/bank-view.ts";
import { viewException } from "./exception-view.ts";
import { viewReason } from "./grade-view.ts";

/** How a grade came about, indented: the service's explanation and who decided; without a grade what holds, with why and by whom. */
export function viewExplained(grade: Grade | null, exceptions: readonly ExceptionRecord[]): readonly string[] {
  if (grade === null) return exceptions.flatMap((each) => wrap(viewException(each), 2));
  const reason = grade.reason.length > 1 || exceptions.length > 0 ? viewReason(grade.reason) : [];
  return exceptions.length === 0 ? reason : [...reason, ...wrap(`Decided: ${exceptions.map(viewBy).join("; ")}.`, 2)];
}

/** What is left of attempts and late days in a module, and when the next attempt is taken, a sentence each. */
export function viewLeft(
  { attempts, nextAttempt, lateDays: { spent, left } }: Standing,
  moment = localTime,
): readonly string[] {
  return [
    ...(attempts === null ? [] : [`${attempts.used} of ${attempts.allowed} attempts used, ${attempts.left} left.`]),
    ...(nextAttempt === null ? [] : [`The next attempt is taken from ${moment(nextAttempt)} on.`]),
    ...(spent === 0 ? [] : [`${viewDays(spent)} spent on it, ${left} left.`]),
  ];
}

const kinds: Readonly<Record<ExceptionKind, string>> = {
  extension: "extension",
  override: "points by hand",
  excuse: "excuse",
  choice: "chosen submission",
  "late-days": "late days",
};

/** `extension by teacher, 2026-12-01 10:02` */
function viewBy({ kind, by, at }: ExceptionRecord): string {
  return `${kinds[kind]} by ${viewName({ name: by })}, ${localTime(at)}`;
}
