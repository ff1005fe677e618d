import type { Question } from "@tinytorch/api";
import { When } from "../when.tsx";
import styles from "./questions.module.css";

const kinds = { asked: "asked", answered: "answered", reopened: "asked on", closed: "closed it" } as const;

/** All that was said, oldest first. */
export function QuestionEntries({ entries }: Pick<Question, "entries">) {
  return entries.map(({ kind, at, author, text }) => (
    <div key={`${at}${kind}`}>
      <strong>{author?.name ?? "somebody who was erased"}</strong> {kinds[kind]}, <When at={at} />
      {text !== null && <p className={styles.said}>{text}</p>}
    </div>
  ));
}
