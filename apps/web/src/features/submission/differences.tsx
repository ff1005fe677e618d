import { structuredPatch } from "diff";
import styles from "./differences.module.css";

interface DifferencesProps {
  /** By path. */
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

const signs = { "+": styles.added, "-": styles.removed } as const;
const words = { "+": "added", "-": "removed" } as const;
const isSign = (text: string): text is keyof typeof signs => text === "+" || text === "-";

/** Files that differ, each as the pieces in which it does. */
export default function Differences({ before, after }: DifferencesProps) {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = paths.flatMap((path) => {
    const options = { context: 3, stripTrailingCr: true };
    const { hunks } = structuredPatch(path, path, before[path] ?? "", after[path] ?? "", "", "", options);
    return hunks.length === 0 ? [] : [{ path, hunks }];
  });
  if (changed.length === 0) return <p>Nothing: the files are the same.</p>;
  return changed.map(({ path, hunks }) => (
    <details key={path} open>
      <summary>
        <code>{path}</code>
        {before[path] === undefined ? " (new)" : after[path] === undefined ? " (no longer there)" : ""}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre className={styles.pieces} tabIndex={0}>
        {hunks.map(({ newStart, lines }) => (
          <code key={newStart} className={styles.piece}>
            <span className={styles.place}>from line {newStart}</span>
            {lines.map((line, place) => (
              <DifferentLine key={`${newStart + place}${line}`} line={line} />
            ))}
          </code>
        ))}
      </pre>
    </details>
  ));
}

function DifferentLine({ line }: { readonly line: string }) {
  const sign = line.slice(0, 1);
  if (!isSign(sign)) return <span>{line}</span>;
  return (
    <span className={signs[sign]}>
      <span className="hidden-visually">{words[sign]}: </span>
      {line}
    </span>
  );
}
