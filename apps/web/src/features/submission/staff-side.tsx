import { useQuery } from "@tanstack/react-query";
import type { Submission } from "@tinytorch/api";
import { GradeDesk } from "../../components/decisions/grade-desk.tsx";
import { Problem } from "../../components/problem.tsx";
import { StaffQuestion } from "../../components/questions/staff-question.tsx";
import { questionsQuery } from "../../queries/questions.ts";
import { useMay } from "../../session/use-may.ts";
import { ChooseSubmission } from "./choose-submission.tsx";

/** What those who teach see of a submission besides: the grade and what may be decided about it, and what was asked. */
export default function StaffSide({ submission }: { readonly submission: Submission }) {
  const { module, student } = submission;
  const mayChoose = useMay("submission.choose");
  const questions = useQuery(questionsQuery({ module }));
  const own = questions.data?.filter((each) => each.student.id === student.id) ?? [];
  return (
    <>
      <section aria-labelledby="grade">
        <h2 id="grade">The grade in {module}</h2>
        <GradeDesk key={`${student.id} ${module}`} student={student.id} module={module} isFolded />
        {mayChoose && <ChooseSubmission submission={submission} />}
      </section>
      {questions.isError && <Problem error={questions.error} retry={questions.refetch} />}
      {own.length > 0 && (
        <section aria-labelledby="questions">
          <h2 id="questions">Questions</h2>
          {own.map((question) => (
            <StaffQuestion key={question.id} question={question} />
          ))}
        </section>
      )}
    </>
  );
}
