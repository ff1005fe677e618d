import type { ClassStatistics } from "@tinytorch/api";
import { sayFew, sayMinutes, sayNumber, sayShare } from "@tinytorch/api/words";
import { ScoreChart } from "./score-chart.tsx";
import styles from "./statistics.module.css";
import { TestTable } from "./test-table.tsx";

/** So many of the tests that took longest. */
const slowest = 3;

/** What a class did in a module: its sums, its scores, what it was diagnosed with, and its tests. */
export function StatisticsView({ found }: { readonly found: ClassStatistics }) {
  const { students, enough, passRate, attempts, minutes, meanScore, medianScore, scores, tests, diagnoses } = found;
  if (students === 0) {
    return <p>Nobody has a grade in this module yet. The numbers come with the first graded submissions.</p>;
  }
  const took = tests
    .filter((test) => test.minutes !== null)
    .sort((one, other) => (other.minutes ?? 0) - (one.minutes ?? 0))
    .slice(0, slowest);
  return (
    <>
      <p>
        {students} {students === 1 ? "student has" : "students have"} a grade. All of this is of each student's
        submission that counts; who was dropped is not in it.
      </p>
      {scores === null ? (
        <p>{sayFew(enough)}</p>
      ) : (
        <>
          <dl className={styles.facts}>
            <Fact name="have all points">{sayShare(passRate)}</Fact>
            <Fact name="mean score">{sayNumber(meanScore)}</Fact>
            <Fact name="median score">{sayNumber(medianScore)}</Fact>
            <Fact name="attempts to all points">{sayNumber(attempts)}</Fact>
            <Fact name="time to all points">{sayMinutes(minutes)}</Fact>
          </dl>
          <h2>Scores</h2>
          <ScoreChart scores={scores} />
        </>
      )}
      {diagnoses !== null && (
        <>
          <h2>What went wrong</h2>
          {diagnoses.length === 0 ? (
            <p>Nothing that the module knows by name was found in the submissions that count.</p>
          ) : (
            <ol className={styles.diagnoses}>
              {diagnoses.map(({ diagnosis, students: count, share }) => (
                <li key={diagnosis}>
                  {sayShare(share)} of the class ({count}) had: {diagnosis}
                </li>
              ))}
            </ol>
          )}
        </>
      )}
      <h2>Tests</h2>
      <p className="quiet">
        “Tells apart” is how passing goes with the rest of the score, from −1 to 1: near 0 or below it, a test is worth
        a look. Attempts and times are medians, from a student's first submission on.
      </p>
      <TestTable tests={tests} enough={enough} />
      {took.length > 0 && (
        <>
          <h2>What took longest</h2>
          <ol className={styles.diagnoses}>
            {took.map(({ test, title, minutes: long, attempts: tries }) => (
              <li key={test}>
                {title ?? test}: {sayMinutes(long)}, {sayNumber(tries)} attempts
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
