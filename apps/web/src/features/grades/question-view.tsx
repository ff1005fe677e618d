import type { Question } from "@tinytorch/api";
import { QuestionEntries } from "../../components/questions/question-entries.tsx";
import styles from "./grade-card.module.css";

const states = { open: "waits for an answer", answered: "answered", closed: "closed" } as const;

/** A question with all that was said, oldest first. */
export function QuestionView({ question: { state, entries } }: { readonly question: Question }) {
  return (
    <section className={styles.question} aria-label="Question about this grade">
      <p className="quiet">Your question {states[state]}.</p>
      <QuestionEntries entries={entries} />
    </section>
  );
}
