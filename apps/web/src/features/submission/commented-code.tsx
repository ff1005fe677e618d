import type { Comment } from "@tinytorch/api";
import { type ReactNode, useState } from "react";
import { CodeLine } from "../../components/code.tsx";
import { highlightedLines } from "../../components/highlight.ts";
import { CommentView } from "./comment-view.tsx";
import styles from "./commented-code.module.css";

interface CommentedCodeProps {
  readonly path: string;
  readonly text: string;
  /** Those on this file. */
  readonly comments: readonly Comment[];
  /** What one comments with, for those who may: about a line, or about the file where it is null. */
  readonly form?: ((line: number | null, close: () => void) => ReactNode) | undefined;
}

/** A file's lines, numbered, with what staff say of them below the last that it is about. */
export default function CommentedCode({ path, text, comments, form }: CommentedCodeProps) {
  /** Where the form stands; 0 is above the lines. */
  const [place, setPlace] = useState<number | null>(null);
  const lines = highlightedLines(text);
  const after = Map.groupBy(comments, ({ lines: range }) => range?.last ?? 0);
  const beyond = comments.filter(({ lines: range }) => (range?.last ?? 0) > lines.length);
  const formAt = (line: number) =>
    form !== undefined &&
    place === line && <div key={`form ${line}`}>{form(line === 0 ? null : line, () => setPlace(null))}</div>;
  return (
    <>
      {form !== undefined && (
        <p>
          <button type="button" onClick={() => setPlace(0)}>
            Comment<span className="hidden-visually"> on {path}</span>
          </button>{" "}
          <span className="quiet">or click the number of a line</span>
        </p>
      )}
      {formAt(0)}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={styles.code} aria-label={path} tabIndex={0}>
        {after.get(0)?.map((comment) => (
          <CommentView key={comment.id} comment={comment} />
        ))}
        {lines.map((spans, index) => {
          const line = index + 1;
          return (
            <div key={line} id={`${path}:${line}`}>
              <div className={styles.line}>
                {form === undefined ? (
                  <span className={styles.number}>{line}</span>
                ) : (
                  // By the keyboard one says the line in the form.
                  <button
                    type="button"
                    tabIndex={-1}
                    className={styles.number}
                    aria-label={`Comment on line ${line}`}
                    onClick={() => setPlace(line)}
                  >
                    {line}
                  </button>
                )}
                <code>
                  <CodeLine spans={spans} />
                </code>
              </div>
              {after.get(line)?.map((comment) => (
                <CommentView key={comment.id} comment={comment} />
              ))}
              {formAt(line)}
            </div>
          );
        })}
        {beyond.map((comment) => (
          <CommentView key={comment.id} comment={comment} />
        ))}
      </section>
    </>
  );
}
