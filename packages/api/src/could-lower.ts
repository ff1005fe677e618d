import type { Assignment, ChangeAssignment } from "./assignments.ts";

/** Whether a change could lower grades that there are: an earlier due date or close, another clock, other points or rules. */
export function couldLower(before: Assignment, change: Omit<ChangeAssignment, "because">): boolean {
  const differs = (name: "zone" | "points" | "counts") => change[name] !== undefined && change[name] !== before[name];
  const { late } = change;
  return (
    isEarlier(before.due, change.due) ||
    isEarlier(before.closes, change.closes) ||
    differs("zone") ||
    differs("points") ||
    differs("counts") ||
    (late !== undefined && JSON.stringify(late) !== JSON.stringify(before.late))
  );
}

/** Of times that are written alike, on one clock; none is later than any. */
function isEarlier(before: string | null, after: string | null | undefined): boolean {
  if (after === undefined || after === null) return false;
  return before === null || after.replace(" ", "T") < before;
}
