import type { ShownReport } from "@tinytorch/api";
import type { ReactNode } from "react";
import styles from "./report.module.css";

/** Where a line of the code is shown: at an address, or by what is done when somebody goes there. */
export type PlaceOf = (file: string, line: number | null) => { readonly href: string } | { readonly go: () => void };

interface ReportProps {
  readonly report: ShownReport;
  /** Leads to a line of the code. */
  readonly placeOf: PlaceOf;
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
          <Place of={placeOf} file={file} line={line} /> does not load: {message}
        </p>
      ))}
      {diagnosis !== null && <p className={styles.diagnosis}>Your code {diagnosis}.</p>}
      {[...Map.groupBy(tests, ({ tags }) => tags[0] ?? "")].map(([component, own]) => (
        <Component key={component} name={component} tests={own} placeOf={placeOf} saysWhoSees={saysWhoSees} />
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
  readonly placeOf: PlaceOf;
  readonly saysWhoSees: boolean;
}

function Component({ name, tests, placeOf, saysWhoSees }: ComponentProps) {
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
          <TestLine key={test.id} test={test} placeOf={placeOf} saysWhoSees={saysWhoSees} />
        ))}
      </ul>
    </details>
  );
}

const whoSees = { visible: "", after_due_date: "students see it after the due date", hidden: "students do not see it" };

interface TestLineProps {
  readonly test: Test;
  readonly placeOf: PlaceOf;
  readonly saysWhoSees: boolean;
}

function TestLine({ test, placeOf, saysWhoSees }: TestLineProps) {
  const { name, score, max_score: most, status, output, visibility } = test;
  const [cause = "", ...hint] = output.split("\n");
  return (
    <li>
      <Mark passed={status === "passed"} /> {name}{" "}
      <span className="quiet">
        ({score} of {most}){saysWhoSees && visibility !== "visible" && ` ${whoSees[visibility]}`}
      </span>
      {cause !== "" && <p className={styles.cause}>{withPlaces(cause, placeOf)}</p>}
      {hint.length > 0 && <p className={styles.hint}>{hint.join("\n").trim()}</p>}
    </li>
  );
}

/** A sentence whose places in the code, `src/sgd.ts:47`, lead there. */
function withPlaces(text: string, placeOf: PlaceOf): readonly ReactNode[] {
  return text.split(/(\bsrc\/[\w./-]+\.ts:\d+)/).map((part, index) => {
    const [, file, line] = /^(src\/[\w./-]+\.ts):(\d+)$/.exec(part) ?? [];
    return file === undefined ? part : <Place key={index} of={placeOf} file={file} line={Number(line)} />;
  });
}

interface PlaceProps {
  readonly of: PlaceOf;
  readonly file: string;
  readonly line: number | null;
}

function Place({ of, file, line }: PlaceProps) {
  const place = of(file, line);
  const words = line === null ? file : `${file}:${line}`;
  if ("href" in place) return <a href={place.href}>{words}</a>;
  return (
    <button type="button" className="link" onClick={place.go}>
      {words}
    </button>
  );
}

function Mark({ passed }: { readonly passed: boolean }) {
  return (
    <span className={passed ? styles.passed : styles.failed} role="img" aria-label={passed ? "passed:" : "failed:"}>
      {passed ? "✓" : "✗"}
    </span>
  );
}
