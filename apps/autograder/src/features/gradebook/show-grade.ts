import type { Grade } from "@tinytorch/api";
import { scaled } from "@tinytorch/course";
import { type Facts, gradeOf, sayReason } from "@tinytorch/gradebook";
import { isoTime } from "../../http/iso-time.ts";

/** A grade for the wire; null before something counts, and not for a student who is excused. */
export function showGrade(facts: Facts, now: number): Grade | null {
  const { module, points, maxPoints, excused, overridden, late, submissionId, runId, reason } = gradeOf(facts, now);
  if (points === null && !excused) return null;
  const counting = facts.submissions.find(({ id }) => id === submissionId);
  const run = counting?.run ?? null;
  return {
    module,
    score: run === null || maxPoints === null ? null : scaled(run.score, run.maxScore, maxPoints),
    maxScore: maxPoints,
    late,
    counted: points,
    excused,
    overridden,
    reason: reason.map(sayReason),
    submissionId,
    runId,
    receivedAt: isoTime(counting?.receivedAt ?? null),
    gradedAt: isoTime(run?.gradedAt ?? null),
  };
}
