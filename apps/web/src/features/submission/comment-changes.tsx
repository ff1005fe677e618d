import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Comment } from "@tinytorch/api";
import { type SubmitEvent, useId, useState } from "react";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import styles from "./comment-view.module.css";
import { commentsQuery } from "./queries.ts";

/** Gives a comment another text, or takes it away; what it said stays on record. */
export function CommentChanges({ comment }: { readonly comment: Comment }) {
  const { id, submissionId } = comment;
  const [text, setText] = useState<string | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const queries = useQueryClient();
  const field = useId();
  const refresh = () => queries.invalidateQueries({ queryKey: commentsQuery(submissionId).queryKey });
  const editing = useMutation({
    mutationFn: (next: string) => service().editComment(id, { text: next }),
    onSuccess: async () => {
      await refresh();
      setText(null);
    },
  });
  const removing = useMutation({ mutationFn: () => service().removeComment(id), onSuccess: refresh });
  function send(event: SubmitEvent) {
    event.preventDefault();
    if (text !== null) editing.mutate(text);
  }
  if (text !== null) {
    return (
      <form onSubmit={send}>
        <p>
          <label htmlFor={field}>What it is to say</label>
          <textarea id={field} rows={3} value={text} onChange={(event) => setText(event.target.value)} />
        </p>
        {editing.isError && <Problem error={editing.error} />}
        <p className="row">
          <button type="submit" disabled={text.trim() === "" || editing.isPending}>
            Change it
          </button>
          <button type="button" onClick={() => setText(null)}>
            Leave it
          </button>
        </p>
      </form>
    );
  }
  return (
    <>
      {removing.isError && <Problem error={removing.error} />}
      <p className={styles.changes}>
        <button type="button" onClick={() => setText(comment.text ?? "")}>
          Edit
        </button>
        {isRemoving ? (
          <>
            <button type="button" disabled={removing.isPending} onClick={() => removing.mutate()}>
              Take it away; it stays on record
            </button>
            <button type="button" onClick={() => setRemoving(false)}>
              Leave it
            </button>
          </>
        ) : (
          <button type="button" onClick={() => setRemoving(true)}>
            Take away
          </button>
        )}
      </p>
    </>
  );
}
