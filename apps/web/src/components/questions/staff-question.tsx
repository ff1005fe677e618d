import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Question } from "@tinytorch/api";
import { type SubmitEvent, useId } from "react";
import { useDraft } from "../../session/drafts.ts";
import { service } from "../../session/session.ts";
import { PersonLink } from "../person-link.tsx";
import { Problem } from "../problem.tsx";
import { QuestionEntries } from "./question-entries.tsx";
import styles from "./questions.module.css";

const states = { open: "waits for an answer", answered: "answered", closed: "closed" } as const;

/** A student's question, to be answered where it stands. */
export function StaffQuestion({ question }: { readonly question: Question }) {
  const { id, module, student, state, submissionId, entries } = question;
  const [text, setText] = useDraft(`answer ${id}`);
  const queries = useQueryClient();
  const field = useId();
  const refresh = () => queries.invalidateQueries({ queryKey: ["questions"] });
  const answering = useMutation({
    mutationFn: () => service().answerQuestion(id, { text }),
    onSuccess: () => {
      setText("");
      return refresh();
    },
  });
  const closing = useMutation({ mutationFn: () => service().closeQuestion(id), onSuccess: refresh });
  function send(event: SubmitEvent) {
    event.preventDefault();
    answering.mutate();
  }
  return (
    <article className={styles.card} aria-label={`Question of ${student.name} about ${module}`}>
      <h3 className={styles.title}>
        <span>
          <PersonLink person={student} /> about {module}
        </span>
        <span className={state === "open" ? undefined : "quiet"}>{states[state]}</span>
      </h3>
      <QuestionEntries entries={entries} />
      {submissionId !== null && (
        <p>
          <Link to="/submissions/$id" params={{ id: submissionId }}>
            The submission that the grade is from
          </Link>
        </p>
      )}
      <form onSubmit={send} className={styles.answer}>
        <p>
          <label htmlFor={field}>{state === "open" ? "Answer" : "One more answer"}</label>
          <textarea id={field} rows={3} value={text} onChange={(event) => setText(event.target.value)} />
        </p>
        {[answering, closing].map(
          ({ isError, error }, place) => isError && <Problem key={place === 0 ? "answer" : "close"} error={error} />,
        )}
        <p className="row">
          <button type="submit" className="primary" disabled={text.trim() === "" || answering.isPending}>
            Answer
          </button>
          {state !== "closed" && (
            <button type="button" disabled={closing.isPending} onClick={() => closing.mutate()}>
              Close without more
            </button>
          )}
        </p>
      </form>
    </article>
  );
}
