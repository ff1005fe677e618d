import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { GradeCard } from "../features/grades/grade-card.tsx";
import { questionsQuery } from "../features/grades/queries.ts";
import { gradesQuery, modulesQuery } from "../queries/course.ts";
import { useModuleTitles } from "../queries/use-module-titles.ts";

/** `/grades`: one's own grades that count, each with how it came about. */
export default function GradesPage() {
  const grades = useQuery(gradesQuery);
  const modules = useQuery(modulesQuery);
  const questions = useQuery(questionsQuery);
  const { titleOf } = useModuleTitles();
  const failed = [grades, modules, questions].find(({ isError }) => isError);
  const known = new Map(modules.data?.modules.map((module) => [module.id, module]));
  return (
    <Page title="Grades" lead="What counts in each module, and how it came about.">
      {failed !== undefined && <Problem error={failed.error} retry={failed.refetch} />}
      {grades.data === undefined || modules.isPending || questions.isPending ? (
        failed === undefined && <Skeleton of="your grades" />
      ) : grades.data.grades.length === 0 ? (
        <p>
          Nothing is graded yet. <Link to="/">Choose a module</Link> and hand it in.
        </p>
      ) : (
        <ul style={{ listStyle: "none", padding: 0 }}>
          {grades.data.grades.map((grade) => (
            <GradeCard
              key={grade.module}
              grade={grade}
              title={titleOf(grade.module)}
              maximum={known.get(grade.module)?.points}
              questions={questions.data?.questions.filter(({ module }) => module === grade.module) ?? []}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}
