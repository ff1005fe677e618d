interface WhenProps {
  /** An instant: `2026-12-06T22:59:00Z`. */
  readonly at: string;
  /** The course's: what its clock shows stands behind, where that is another time. */
  readonly zone?: string | undefined;
}

const form = {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
} as const;
const written = new Intl.DateTimeFormat(undefined, { ...form, timeZoneName: "short" });
const clock = new Intl.DateTimeFormat(undefined, form);
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const { timeZone: ownZone } = written.resolvedOptions();

/** A moment in the reader's time zone, which is named. */
export function When({ at, zone }: WhenProps) {
  const there = zone === undefined ? undefined : clockIn(zone)?.format(new Date(at));
  return (
    <>
      <ReadersTime at={at} />
      {there !== undefined && there !== clock.format(new Date(at)) && (
        <span className="quiet">
          {" "}
          ({there} {zone})
        </span>
      )}
    </>
  );
}

interface CourseTimeProps {
  readonly at: string;
  /** The course's. */
  readonly zone: string;
}

/** A moment on the course's clock, with its zone, and what the reader's clock shows then where that is another time. */
export function CourseTime({ at, zone }: CourseTimeProps) {
  const date = new Date(at);
  const there = clockIn(zone)?.format(date);
  if (there === undefined) return <ReadersTime at={at} />;
  return (
    <>
      <time dateTime={at} title={`${exact.format(date)}, ${ownZone}`}>
        {there} {zone}
      </time>
      {there !== clock.format(date) && <span className="quiet"> (your clock: {written.format(date)})</span>}
    </>
  );
}

function ReadersTime({ at }: { readonly at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={`${exact.format(date)}, ${ownZone}`}>
      {written.format(date)}
    </time>
  );
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Undefined for a zone that this browser does not know. */
function clockIn(zone: string): Intl.DateTimeFormat | undefined {
  try {
    const known = clocks.get(zone) ?? new Intl.DateTimeFormat(undefined, { ...form, timeZone: zone });
    clocks.set(zone, known);
    return known;
  } catch {
    return undefined;
  }
}
