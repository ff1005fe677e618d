import type { ShownReport } from "@tinytorch/api";
import styles from "./report.module.css";

interface ReportProps {
  readonly report: ShownReport;
  /** Leads to a line of the code below. */
  readonly placeOf: (file: string, line: number | null) => string;
  /** Whether it is said which tests students do not see. */
  readonly saysWhoSees?: boolean;
}

type Test = ShownReport["tests"][number];

/** What grading found: what does not load, what it looks like, and each component's tests, those that failed with why and a hint. */
export function Report({ report, placeOf, saysWhoSees = false }: ReportProps) {
  const { loadProblems, diagnosis, tests, withheld, console: printed } = report;
  return (
    <section aria-labelledby="report">
      <h2 id="report">Report</h2>
      {loadProblems.map(({ file, line, column, message }) => (
        <p key={`${file}:${line}:${column}:${message}`} className={styles.failedBox}>
          <a href={placeOf(file, line)}>{[file, line].filter((part) => part !== null).join(":")}</a> does not load:{" "}
          {message}
        </p>
      ))}
      {diagnosis !== null && <p className={styles.diagnosis}>Your code {diagnosis}.</p>}
      {[...Map.groupBy(tests, ({ tags }) => tags[0] ?? "")].map(([component, own]) => (
        <Component key={component} name={component} tests={own} saysWhoSees={saysWhoSees} />
      ))}
      {withheld.tests > 0 && (
        <p className="quiet">
          {withheld.tests === 1 ? "1 more test" : `${withheld.tests} more tests`}, worth {withheld.max_score} points in
          all, not shown to you now.
        </p>
      )}
      {printed !== undefined && printed !== "" && (
        <details>
          <summary>What it printed</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <pre className={styles.console} tabIndex={0}>
            {printed}
          </pre>
        </details>
      )}
    </section>
  );
}

interface ComponentProps {
  readonly name: string;
  readonly tests: readonly Test[];
  readonly saysWhoSees: boolean;
}

function Component({ name, tests, saysWhoSees }: ComponentProps) {
  const failed = tests.filter(({ status }) => status === "failed");
  const earned = tests.reduce((sum, { score }) => sum + score, 0);
  const most = tests.reduce((sum, { max_score: points }) => sum + points, 0);
  return (
    <details open={failed.length > 0} className={styles.component}>
      <summary>
        <Mark passed={failed.length === 0} /> <strong>{name}</strong>{" "}
        <span className="quiet">
          {earned} of {most} points, {tests.length - failed.length} of {tests.length} tests passed
        </span>
      </summary>
      <ul className={styles.tests}>
        {tests.map((test) => (
          <TestLine key={test.id} test={test} saysWhoSees={saysWhoSees} />
        ))}
      </ul>
    </details>
  );
}

const whoSees = { visible: "", after_due_date: "students see it after the due date", hidden: "students do not see it" };

function TestLine({ test, saysWhoSees }: { readonly test: Test; readonly saysWhoSees: boolean }) {
  const { name, score, max_score: most, status, output, visibility } = test;
  const [cause = "", ...hint] = output.split("\n");
  return (
    <li>
      <Mark passed={status === "passed"} /> {name}{" "}
      <span className="quiet">
        ({score} of {most}){saysWhoSees && visibility !== "visible" && ` ${whoSees[visibility]}`}
      </span>
      {cause !== "" && <p className={styles.cause}>{cause}</p>}
      {hint.length > 0 && <p className={styles.hint}>{hint.join("\n").trim()}</p>}
    </li>
  );
}

function Mark({ passed }: { readonly passed: boolean }) {
  return (
    <span className={passed ? styles.passed : styles.failed} role="img" aria-label={passed ? "passed:" : "failed:"}>
      {passed ? "✓" : "✗"}
    </span>
  );
}
