import type { Comment } from "@tinytorch/api";
import { When } from "../../components/when.tsx";
import styles from "./comment-view.module.css";

/** What somebody of the staff says, as the text it is. */
export function CommentView({ comment: { author, text, at, editedAt, lines } }: { readonly comment: Comment }) {
  return (
    <article className={styles.comment} aria-label="Comment">
      <p className={styles.who}>
        <strong>{author?.name ?? "somebody who was erased"}</strong> <When at={editedAt ?? at} />
        {editedAt !== null && " (edited)"}
        {lines !== null && lines.first < lines.last && ` on lines ${lines.first} to ${lines.last}`}
      </p>
      <p className={styles.text}>{text ?? "The text was erased."}</p>
    </article>
  );
}
