import type { Question } from "@tinytorch/api";
import { When } from "../../components/when.tsx";
import styles from "./grade-card.module.css";

const states = { open: "waits for an answer", answered: "answered", closed: "closed" } as const;
const kinds = { asked: "asked", answered: "answered", reopened: "asked on", closed: "closed it" } as const;

/** A question with all that was said, oldest first. */
export function QuestionView({ question: { state, entries } }: { readonly question: Question }) {
  return (
    <section className={styles.question} aria-label="Question about this grade">
      <p className="quiet">Your question {states[state]}.</p>
      {entries.map(({ kind, at, author, text }) => (
        <div key={`${at}${kind}`}>
          <strong>{author?.name ?? "somebody who was erased"}</strong> {kinds[kind]}, <When at={at} />
          {text !== null && <p className={styles.said}>{text}</p>}
        </div>
      ))}
    </section>
  );
}
