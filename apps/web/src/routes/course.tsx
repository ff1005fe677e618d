import { useQuery } from "@tanstack/react-query";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { CourseMap } from "../features/course/course-map.tsx";
import { gradesQuery, modulesQuery } from "../queries/course.ts";

/** `/`: the course as a map of its modules. */
export default function CoursePage() {
  const modules = useQuery(modulesQuery);
  const grades = useQuery(gradesQuery);
  const failed = modules.isError ? modules : grades.isError ? grades : undefined;
  return (
    <Page title="Course" lead="Build a deep-learning library, module by module.">
      {failed !== undefined && (
        <Problem error={failed.error} retry={() => Promise.all([modules.refetch(), grades.refetch()])} />
      )}
      {modules.data !== undefined && grades.data !== undefined ? (
        <CourseMap modules={modules.data} grades={grades.data.grades} />
      ) : (
        failed === undefined && <Skeleton of="the course" />
      )}
    </Page>
  );
}
