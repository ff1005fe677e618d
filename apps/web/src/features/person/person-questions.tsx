import { useQuery } from "@tanstack/react-query";
import { Problem } from "../../components/problem.tsx";
import { StaffQuestion } from "../../components/questions/staff-question.tsx";
import { questionsQuery } from "../../queries/questions.ts";

/** What the student asked about grades. */
export function PersonQuestions({ id }: { readonly id: string }) {
  const questions = useQuery(questionsQuery());
  const own = questions.data?.filter(({ student }) => student.id === id);
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">Questions</h2>
      {questions.isError && <Problem error={questions.error} retry={questions.refetch} />}
      {own?.length === 0 && <p>None was asked.</p>}
      {own?.map((question) => (
        <StaffQuestion key={question.id} question={question} />
      ))}
    </section>
  );
}
