import type { Comment } from "@tinytorch/api";
import { CodeLine } from "../../components/code.tsx";
import { highlightedLines } from "../../components/highlight.ts";
import { CommentView } from "./comment-view.tsx";
import styles from "./commented-code.module.css";

interface CommentedCodeProps {
  readonly path: string;
  readonly text: string;
  /** Those on this file. */
  readonly comments: readonly Comment[];
}

/** A file's lines, numbered, with what staff say of them below the last that it is about. */
export default function CommentedCode({ path, text, comments }: CommentedCodeProps) {
  const lines = highlightedLines(text);
  const after = Map.groupBy(comments, ({ lines: range }) => range?.last ?? 0);
  const beyond = comments.filter(({ lines: range }) => (range?.last ?? 0) > lines.length);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.code} aria-label={path} tabIndex={0}>
      {after.get(0)?.map((comment) => (
        <CommentView key={comment.id} comment={comment} />
      ))}
      {lines.map((spans, index) => {
        const line = index + 1;
        return (
          <div key={line} id={`${path}:${line}`}>
            <div className={styles.line}>
              <span className={styles.number}>{line}</span>
              <code>
                <CodeLine spans={spans} />
              </code>
            </div>
            {after.get(line)?.map((comment) => (
              <CommentView key={comment.id} comment={comment} />
            ))}
          </div>
        );
      })}
      {beyond.map((comment) => (
        <CommentView key={comment.id} comment={comment} />
      ))}
    </section>
  );
}
