import type { ReactNode } from "react";
import styles from "./code.module.css";
import { highlightedLines, type Span } from "./highlight.ts";

interface CodeProps {
  /** TypeScript. */
  readonly text: string;
}

/** TypeScript in its colours. */
export function Code({ text }: CodeProps) {
  return (
    <code>
      {highlightedLines(text).map((spans, line) => (
        <span key={line}>
          <CodeLine spans={spans} />
          {"\n"}
        </span>
      ))}
    </code>
  );
}

/** One line of it. */
export function CodeLine({ spans }: { readonly spans: readonly Span[] }): ReactNode {
  return spans.map(({ text, kind }, place) =>
    kind === null ? (
      text
    ) : (
      <span key={place} className={styles[kind]}>
        {text}
      </span>
    ),
  );
}
