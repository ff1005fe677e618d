import { useQuery } from "@tanstack/react-query";
import type { Question } from "@tinytorch/api";
import { Problem } from "../../components/problem.tsx";
import { StaffQuestion } from "../../components/questions/staff-question.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { questionsQuery } from "../../queries/questions.ts";

interface InboxProps {
  readonly module: string | undefined;
}

/** What students asked about grades: those that wait, the longest first, then the others, newest first. */
export function Inbox({ module }: InboxProps) {
  const questions = useQuery(questionsQuery(module === undefined ? {} : { module }));
  if (questions.isError) return <Problem error={questions.error} retry={questions.refetch} />;
  if (questions.data === undefined) return <Skeleton of="the questions" lines={4} />;
  const { open = [], others = [] } = Object.groupBy(questions.data, ({ state }) =>
    state === "open" ? "open" : "others",
  );
  return (
    <>
      <h2>Waiting for an answer</h2>
      {open.length === 0 ? <p>None. Every question has its answer.</p> : <List questions={open.toReversed()} />}
      {others.length > 0 && (
        <>
          <h2>Answered or closed</h2>
          <List questions={others} />
        </>
      )}
    </>
  );
}

function List({ questions }: { readonly questions: readonly Question[] }) {
  return questions.map((question) => <StaffQuestion key={question.id} question={question} />);
}
