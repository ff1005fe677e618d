import { Link } from "@tanstack/react-router";
import type { Grade, Question } from "@tinytorch/api";
import { GradePoints } from "../../components/grade-points.tsx";
import { When } from "../../components/when.tsx";
import { AskForm } from "./ask-form.tsx";
import styles from "./grade-card.module.css";
import { QuestionView } from "./question-view.tsx";

interface GradeCardProps {
  readonly grade: Grade;
  /** The module's title, where it is known. */
  readonly title: string;
  /** What the module is worth, where it is known. */
  readonly maximum: number | undefined;
  /** Those about this grade, newest first. */
  readonly questions: readonly Question[];
}

/** A grade, how it came about line by line, and what was asked about it. */
export function GradeCard({ grade, title, maximum, questions }: GradeCardProps) {
  const { module, reason, submissionId, receivedAt } = grade;
  const mayAsk = questions.every(({ state }) => state !== "open");
  return (
    <li className={styles.card}>
      <h2 className={styles.title}>
        <Link to="/modules/$id" params={{ id: module }}>
          {title}
        </Link>
        <GradePoints {...grade} maximum={maximum} />
      </h2>
      <ol className={styles.reason}>
        {reason.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {submissionId !== null && (
        <p>
          <Link to="/submissions/$id" params={{ id: submissionId }}>
            The submission
            {receivedAt !== null && (
              <>
                {" "}
                of <When at={receivedAt} />
              </>
            )}
          </Link>
        </p>
      )}
      {questions.map((question) => (
        <QuestionView key={question.id} question={question} />
      ))}
      {mayAsk && <AskForm module={module} title={title} />}
    </li>
  );
}
