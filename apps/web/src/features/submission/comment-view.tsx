import type { Comment } from "@tinytorch/api";
import { When } from "../../components/when.tsx";
import { useMay } from "../../session/use-may.ts";
import { CommentChanges } from "./comment-changes.tsx";
import styles from "./comment-view.module.css";

/** What somebody of the staff says, as the text it is; staff may say it otherwise, or take it away. */
export function CommentView({ comment }: { readonly comment: Comment }) {
  const { author, text, at, editedAt, lines, visible } = comment;
  const mayWrite = useMay("comment.write");
  return (
    <article className={styles.comment} aria-label="Comment">
      <p className={styles.who}>
        <strong>{author?.name ?? "somebody who was erased"}</strong> <When at={editedAt ?? at} />
        {editedAt !== null && " (edited)"}
        {lines !== null && lines.first < lines.last && ` on lines ${lines.first} to ${lines.last}`}
        {!visible && <em className={styles.waits}> not seen by the student before its release</em>}
      </p>
      <p className={styles.text}>{text ?? "The text was erased."}</p>
      {mayWrite && <CommentChanges comment={comment} />}
    </article>
  );
}
