import { useQuery } from "@tanstack/react-query";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { CourseMap } from "../features/course/course-map.tsx";
import { assignmentsQuery, gradesQuery, modulesQuery } from "../queries/course.ts";

/** `/`: the course as a map of its modules. */
export default function CoursePage() {
  const modules = useQuery(modulesQuery);
  const grades = useQuery(gradesQuery);
  const assignments = useQuery(assignmentsQuery);
  const asked = [modules, grades, assignments];
  const failed = asked.find(({ isError }) => isError);
  return (
    <Page title="Course" lead="Build a deep-learning library, module by module.">
      {failed !== undefined && (
        <Problem error={failed.error} retry={() => Promise.all(asked.map(({ refetch }) => refetch()))} />
      )}
      {modules.data !== undefined && grades.data !== undefined && assignments.data !== undefined ? (
        <CourseMap
          modules={modules.data}
          grades={grades.data.grades}
          zones={new Map(assignments.data.assignments.map(({ module, zone }) => [module, zone]))}
        />
      ) : (
        failed === undefined && <Skeleton of="the course" />
      )}
    </Page>
  );
}
