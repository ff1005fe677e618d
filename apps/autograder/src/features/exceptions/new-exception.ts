import { ApiError, type GrantRequest } from "@tinytorch/api";
import { afterMinuteOf, type CourseTime, CourseTimeError, courseTimeOf, readTime } from "@tinytorch/course";
import { deadlinesOf } from "@tinytorch/gradebook";
import type { Context } from "../../context.ts";
import { maximumPoints } from "../gradebook/maximum-points.ts";
import { requireKnown } from "../modules/named-module.ts";
import { type NewException, noDetail } from "./store.ts";

/**
 * What an instructor grants, with its times on the wall of the assignment's zone.
 * @throws ApiError `unknown-module`, `invalid-request` naming the field that would change nothing.
 */
export function newException(
  { course, store }: Pick<Context, "course" | "store">,
  request: GrantRequest,
): NewException {
  const { kind, student: userId, module, because } = request;
  requireKnown(course, module);
  const given = { ...noDetail, kind, userId, module, because };
  const assignment = store.assignments.find(module);
  if (request.kind === "excuse") return given;
  if (request.kind === "override") {
    const maxPoints = request.maxPoints ?? maximumPoints({ course, store }, module);
    const { points } = request;
    if (points > maxPoints) throw invalid("points", `must be at most ${maxPoints}, got ${points}`);
    return { ...given, points, maxPoints };
  }
  const { attempts = null } = request;
  if (attempts !== null && assignment.attempts == null) {
    throw invalid("attempts", `must add to attempts that are counted, and of ${module} nobody counts them`);
  }
  const { zone } = store.assignments.rules(module);
  const { due, closes } = deadlinesOf({ assignment, exceptions: [] });
  const later = (field: "due" | "closes", text: string | undefined, than: number | null): string | null => {
    if (text === undefined) return null;
    const time = timeOf(field, text, zone);
    if (than === null) throw invalid(field, `must be later than the assignment's, and ${module} has none`);
    if (afterMinuteOf(time.instant) <= afterMinuteOf(than)) {
      const whole = time.instant > than ? ", which covers its whole minute" : "";
      throw invalid(field, `must be later than ${courseTimeOf(than, zone).wall}${whole}, got ${time.wall}`);
    }
    return time.wall;
  };
  return {
    ...given,
    zone,
    due: later("due", request.due, due),
    closes: later("closes", request.closes, closes),
    attempts,
  };
}

function timeOf(field: string, text: string, zone: string): CourseTime {
  try {
    return readTime(text, zone);
  } catch (error) {
    if (error instanceof CourseTimeError) throw invalid(field, error.message);
    throw error;
  }
}

function invalid(field: string, rule: string): ApiError {
  return new ApiError("invalid-request", { message: `${field}: ${rule}.`, field });
}
