import { CourseTime } from "../../components/when.tsx";
import styles from "./deadlines.module.css";
import { mondayOf, type TermWeek } from "./term-weeks.ts";

const dayWritten = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

interface WeekListProps {
  readonly weeks: readonly TermWeek[];
  readonly titleOf: (module: string) => string;
  /** Now. */
  readonly now: string;
}

/** The term week by week: what opens, is due and closes. */
export function WeekList({ weeks, titleOf, now }: WeekListProps) {
  if (weeks.length === 0) return <p>No module has a date yet.</p>;
  return (
    <ol className={styles.weeks}>
      {weeks.map(({ monday, events }) => {
        const isNow = events.some(({ zone }) => mondayOf(now, zone) === monday);
        return (
          <li key={monday} className={isNow ? styles.thisWeek : undefined}>
            <h3>
              Week of {dayWritten.format(new Date(`${monday}T00:00:00Z`))}
              {isNow && " (this week)"}
            </h3>
            <ul className={styles.events}>
              {events.map(({ module, kind, at, zone }) => (
                <li key={`${module}${kind}`}>
                  <strong>
                    {titleOf(module)} {kind}
                  </strong>
                  <br />
                  <CourseTime at={at} zone={zone} />
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}
