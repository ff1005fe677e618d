import { useQuery } from "@tanstack/react-query";
import { GradeDesk } from "../../components/decisions/grade-desk.tsx";
import { GradePoints } from "../../components/grade-points.tsx";
import { Problem } from "../../components/problem.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { gradesOfQuery } from "../../queries/class.ts";
import { modulesQuery } from "../../queries/course.ts";
import styles from "./person.module.css";

/** Each module's grade with how it came about; those with none are folded away. */
export function PersonGrades({ id }: { readonly id: string }) {
  const grades = useQuery(gradesOfQuery(id));
  const modules = useQuery(modulesQuery);
  const failed = [grades, modules].find(({ isError }) => isError);
  const titles = new Map(modules.data?.modules.map((each) => [each.id, `${each.id.slice(0, 2)} ${each.title}`]));
  return (
    <section aria-labelledby="grades">
      <h2 id="grades">Grades</h2>
      {failed !== undefined && <Problem error={failed.error} retry={failed.refetch} />}
      {failed === undefined && (grades.data === undefined || modules.data === undefined) && (
        <Skeleton of="the grades" lines={3} />
      )}
      {modules.data !== undefined &&
        grades.data?.modules.map((module) => {
          const grade = grades.data.rows[0]?.grades.find((each) => each.module === module);
          return (
            <details key={module} className={styles.grade} open={grade !== undefined}>
              <summary>
                <h3>{titles.get(module) ?? module}</h3>{" "}
                {grade === undefined ? (
                  <span className="quiet">no grade</span>
                ) : (
                  <GradePoints {...grade} maximum={grades.data.maximums[module]} />
                )}
              </summary>
              <GradeDesk student={id} module={module} isFolded />
            </details>
          );
        })}
    </section>
  );
}
