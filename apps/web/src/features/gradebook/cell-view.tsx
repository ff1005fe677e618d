import type { Cell, Mark } from "./book.ts";
import styles from "./grid.module.css";

/** What is said of each mark, and the sign that stands for it beside points. */
export const signs: readonly (readonly [Mark, sign: string, words: string])[] = [
  ["overridden", "*", "given by hand"],
  ["extended", "+", "more time or more attempts"],
  ["chosen", "!", "a submission was chosen to count"],
  ["provisional", "…", "may change: newer work is being graded"],
];

/** Points with their signs, or why there are none; a screen reader says the signs in words. */
export function CellView({ cell: { grade, points, marks } }: { readonly cell: Cell }) {
  const shown = signs.filter(([mark]) => marks.has(mark) && !(mark === "provisional" && points === null));
  return (
    <>
      <span className={points === null ? styles.word : styles.points}>{points ?? wordOf(marks)}</span>
      {shown.map(([mark, sign, words]) => (
        <span key={mark}>
          <span aria-hidden="true">{sign}</span>
          <span className="hidden-visually">, {words}</span>
        </span>
      ))}
      {marks.has("late") && (
        <span className={styles.late}>
          <span className="hidden-visually">, {grade?.late?.days} days </span>late
        </span>
      )}
    </>
  );
}

function wordOf(marks: ReadonlySet<Mark>): string {
  if (marks.has("excused")) return "excused";
  if (marks.has("provisional")) return "being graded";
  if (marks.has("broken")) return "grader broke";
  return marks.has("missing") ? "missing" : "–";
}
