interface WhenProps {
  /** An instant: `2026-12-06T22:59:00Z`. */
  readonly at: string;
}

const written = new Intl.DateTimeFormat(undefined, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** A moment in the reader's time zone, which is named. */
export function When({ at }: WhenProps) {
  const date = new Date(at);
  const { timeZone } = written.resolvedOptions();
  return (
    <time dateTime={at} title={`${exact.format(date)}, ${timeZone}`}>
      {written.format(date)}
    </time>
  );
}
