import { buildOrder, inOrder, type ModuleAsset, type RehearsedTest, sayOutcome } from "@tinytorch/workbench";
import { Problem } from "../../../components/problem.tsx";
import { type Go, PlaceLink } from "./place-link.tsx";
import type { RunsState } from "./runs.ts";
import { shorten } from "./shorten.ts";
import styles from "./test-results.module.css";

/** More lines of a test's console than this are counted and not shown. */
const mostLines = 20;

interface TestResultsProps {
  readonly runs: RunsState;
  readonly manifest: ModuleAsset["manifest"];
  readonly onGo: Go;
}

/** What the visible tests say, part by part as they are built on each other, in the words of `tito test`. */
export function TestResults({
  runs: { rehearsal, isPartial, isRunning, problem, ran },
  manifest,
  onGo,
}: TestResultsProps) {
  const components = rehearsal === null ? [] : inOrder(rehearsal.tests, buildOrder(manifest, ran));
  const outcome = rehearsal === null ? "" : sayOutcome(rehearsal, components, "Hand it in.");
  const [next] = components.find(([, tests]) => tests.some(({ state }) => state === "failed")) ?? [];
  return (
    <section aria-labelledby="unit-tests" aria-busy={isRunning} className={styles.results}>
      <h2 id="unit-tests">Unit tests</h2>
      <p role="status" className={styles.outcome}>
        {rehearsal === null || isPartial ? "Running …" : outcome}
      </p>
      {problem !== null && <Problem error={problem} />}
      {rehearsal?.loadProblems.map(({ file, line, column, message }) => (
        <p key={`${file}:${line}:${column}:${message}`} className={styles.broken}>
          <PlaceLink place={[file, line].filter((part) => part !== null).join(":")} onGo={onGo} /> does not load:{" "}
          {shorten(message)}
        </p>
      ))}
      {rehearsal?.brokenTestFiles.map(({ file, message, where }) => (
        <p key={file} className={styles.broken}>
          {file} could not be loaded: {shorten(message)} {where !== null && <PlaceLink place={where} onGo={onGo} />}
        </p>
      ))}
      {rehearsal !== null && rehearsal.console !== "" && (
        <>
          <p>Printed while your files were loaded:</p>
          <Printed title="Printed while your files were loaded" text={rehearsal.console} />
        </>
      )}
      <div className={styles.components}>
        {components.map(([name, tests]) => (
          <Component key={name} name={name} tests={tests} isNext={name === next} onGo={onGo} />
        ))}
      </div>
    </section>
  );
}

interface ComponentProps {
  readonly name: string;
  readonly tests: readonly RehearsedTest[];
  /** Whether it is the first that is not done, and so stands open. */
  readonly isNext: boolean;
  readonly onGo: Go;
}

function Component({ name, tests, isNext, onGo }: ComponentProps) {
  const run = tests.filter(({ state }) => state !== "skipped");
  const passed = run.filter(({ state }) => state === "passed").length;
  return (
    <details open={isNext} className={styles.component}>
      <summary>
        <Mark state={passed === run.length ? "passed" : "failed"} /> Unit Test: <strong>{name}</strong>{" "}
        <span className="quiet">
          {passed} of {run.length}
        </span>
      </summary>
      <ul>
        {tests.map((test) => (
          <TestLine key={`${test.file}:${test.name}`} test={test} onGo={onGo} />
        ))}
      </ul>
    </details>
  );
}

function TestLine({ test, onGo }: { readonly test: RehearsedTest; readonly onGo: Go }) {
  const { name, state, cause, difference, where, console: printed, file } = test;
  return (
    <li>
      <Mark state={state} /> {name}
      {state === "skipped" && <span className="quiet"> (skipped)</span>}
      {cause !== null && (
        <p className={styles.cause}>
          → {shorten(cause)} <PlaceLink place={where ?? file} onGo={onGo} />
        </p>
      )}
      {difference !== null && <p className={styles.cause}>{shorten(difference)}</p>}
      {printed !== "" && <Printed title="What it printed" text={printed} />}
    </li>
  );
}

/** As the terminal shows it: the first lines, and how many more there are. */
function Printed({ title, text }: { readonly title: string; readonly text: string }) {
  const lines = text.replace(/\n$/, "").split("\n");
  const more = lines.length - mostLines;
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, for nothing is filled in
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <div role="group" className={styles.console} aria-label={title} tabIndex={0}>
      <pre>{lines.slice(0, mostLines).join("\n")}</pre>
      {more > 0 && <p className="quiet">… and {more} more lines</p>}
    </div>
  );
}

const marks = { passed: "✓", failed: "✗", skipped: "–" } as const;

function Mark({ state }: Pick<RehearsedTest, "state">) {
  return (
    <span className={styles[state]} role="img" aria-label={`${state}:`}>
      {marks[state]}
    </span>
  );
}
