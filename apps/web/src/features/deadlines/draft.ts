import type { Assignment } from "@tinytorch/api";
import type { AssignmentRules, CountingPolicy } from "@tinytorch/course";

/** What somebody typed about a module, as it stands in the fields. */
export interface Draft {
  readonly release: string;
  readonly due: string;
  readonly closes: string;
  readonly zone: string;
  readonly points: string;
  readonly attempts: string;
  readonly coolDown: string;
  readonly counts: CountingPolicy;
  readonly lateCosts: boolean;
  readonly percent: string;
  readonly days: string;
  readonly grace: string;
  readonly because: string;
}

export function draftOf(assignment: Assignment): Draft {
  const { release, due, closes, zone, points, attempts, coolDownMinutes, counts, late } = assignment;
  return {
    ...{ release: typed(release), due: typed(due), closes: typed(closes), zone },
    points: points === null ? "" : String(points),
    attempts: attempts === null ? "" : String(attempts),
    coolDown: String(coolDownMinutes),
    counts,
    lateCosts: late !== null,
    percent: String(late?.percentPerDay ?? 10),
    days: String(late?.days ?? 3),
    grace: String(late?.graceMinutes ?? 0),
    because: "",
  };
}

/** A time as a field for times takes it: to the minute. */
function typed(wall: string | null): string {
  return wall?.slice(0, 16) ?? "";
}

/** What of a module the draft makes another; what was not touched is not in it. */
export function changeOf(before: Assignment, draft: Draft): Partial<AssignmentRules> {
  const { points, attempts, counts, lateCosts } = draft;
  const zone = draft.zone.trim();
  const time = (name: "release" | "due" | "closes") =>
    draft[name] === typed(before[name]) ? {} : { [name]: draft[name] === "" ? null : draft[name] };
  const number = (name: "points" | "attempts", text: string) => {
    const value = text === "" ? null : Number(text);
    return value === before[name] ? {} : { [name]: value };
  };
  const coolDownMinutes = Number(draft.coolDown);
  const late = lateCosts
    ? { percentPerDay: Number(draft.percent), days: Number(draft.days), graceMinutes: Number(draft.grace) }
    : null;
  const sameLate = JSON.stringify(late) === JSON.stringify(before.late && { ...late, ...before.late });
  return {
    ...{ ...time("release"), ...time("due"), ...time("closes") },
    ...(zone === before.zone ? {} : { zone }),
    ...{ ...number("points", points), ...number("attempts", attempts) },
    ...(coolDownMinutes === before.coolDownMinutes ? {} : { coolDownMinutes }),
    ...(counts === before.counts ? {} : { counts }),
    ...(sameLate ? {} : { late }),
  };
}
