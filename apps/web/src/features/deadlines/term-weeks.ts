import type { Assignment } from "@tinytorch/api";

const kinds = { release: "opens", due: "is due", closes: "closes" } as const;
const day = 86_400_000;

/** Something that happens to a module at a time on the course's clock. */
export interface TermEvent {
  readonly module: string;
  readonly kind: (typeof kinds)[keyof typeof kinds];
  readonly at: string;
  readonly zone: string;
}

/** A week from Monday on, with what happens in it, in order. */
export interface TermWeek {
  /** `2026-12-07` */
  readonly monday: string;
  readonly events: readonly TermEvent[];
}

/** The weeks in which something happens, in order, each by the calendar of the module's zone. */
export function termWeeks(assignments: readonly Assignment[]): readonly TermWeek[] {
  const events = assignments.flatMap(eventsOf).sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const weeks = new Map<string, TermEvent[]>();
  for (const event of events) {
    const monday = mondayOf(event.at, event.zone);
    weeks.set(monday, [...(weeks.get(monday) ?? []), event]);
  }
  return [...weeks].map(([monday, inWeek]) => ({ monday, events: inWeek }));
}

function eventsOf({ module, zone, releaseAt, dueAt, closesAt }: Assignment): TermEvent[] {
  const moments = [
    { kind: kinds.release, at: releaseAt },
    { kind: kinds.due, at: dueAt },
    // What closes when it is due is said once.
    { kind: kinds.closes, at: closesAt === dueAt ? null : closesAt },
  ];
  return moments.flatMap(({ kind, at }) => (at === null ? [] : [{ module, zone, kind, at }]));
}

/** The Monday of the week that a moment is in, by a zone's calendar: `2026-12-07`. */
export function mondayOf(at: string, zone: string): string {
  const date = Date.parse(`${new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(at))}T00:00:00Z`);
  const sinceMonday = (new Date(date).getUTCDay() + 6) % 7;
  return new Date(date - sinceMonday * day).toISOString().slice(0, 10);
}
