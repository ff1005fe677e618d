import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useEffect, useId, useRef, useState } from "react";
import { Problem } from "../../components/problem.tsx";
import { useDraft } from "../../session/drafts.ts";
import { service } from "../../session/session.ts";
import styles from "./comment-view.module.css";
import { commentsQuery } from "./queries.ts";

interface CommentFormProps {
  readonly submission: string;
  /** Null for the whole submission. */
  readonly path: string | null;
  /** Where one began; null for the whole file. */
  readonly line: number | null;
  readonly onClose: () => void;
}

/** A comment on a submission, a file or lines of it, seen by its student at once or on release. What is typed is kept when it is closed. */
export function CommentForm({ submission, path, line, onClose }: CommentFormProps) {
  const [text, setText] = useDraft(`comment ${submission} ${path ?? ""}`);
  const [first, setFirst] = useState(line === null ? "" : String(line));
  const [last, setLast] = useState("");
  const [onRelease, setOnRelease] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const queries = useQueryClient();
  const id = useId();
  useEffect(() => area.current?.focus(), []);
  const adding = useMutation({
    mutationFn: () =>
      service().addComment(submission, {
        text,
        onRelease,
        ...(path === null ? {} : { path }),
        ...(first === "" ? {} : { lines: { first: Number(first), last: Number(last === "" ? first : last) } }),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: commentsQuery(submission).queryKey });
      setText("");
      onClose();
    },
  });
  function send(event: SubmitEvent) {
    event.preventDefault();
    adding.mutate();
  }
  return (
    <form onSubmit={send} className={styles.comment}>
      <p>
        <label htmlFor={`${id}-text`}>{path === null ? "Comment on the whole" : `Comment on ${path}`}</label>
        <textarea
          ref={area}
          id={`${id}-text`}
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </p>
      {path !== null && (
        <p className="row">
          <Line id={`${id}-first`} label="From line" value={first} onValue={setFirst} />
          <Line id={`${id}-last`} label="to line" value={last} onValue={setLast} />
          <span className="quiet">empty: the whole file</span>
        </p>
      )}
      <p>
        <label className={styles.check}>
          <input type="checkbox" checked={onRelease} onChange={(event) => setOnRelease(event.target.checked)} /> keep it
          from the student until the module's comments are released
        </label>
      </p>
      {adding.isError && <Problem error={adding.error} />}
      <p className="row">
        <button type="submit" className="primary" disabled={text.trim() === "" || adding.isPending}>
          Add the comment
        </button>
        <button type="button" onClick={onClose}>
          Not now
        </button>
      </p>
    </form>
  );
}

interface LineProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onValue: (text: string) => void;
}

function Line({ id, label, value, onValue }: LineProps) {
  return (
    <span className={styles.lines}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="number" min={1} value={value} onChange={(event) => onValue(event.target.value)} />
    </span>
  );
}
