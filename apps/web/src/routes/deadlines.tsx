import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { StaffOnly } from "../components/staff-only.tsx";
import { AssignmentCard } from "../features/deadlines/assignment-card.tsx";
import styles from "../features/deadlines/deadlines.module.css";
import { Extensions } from "../features/deadlines/extensions.tsx";
import { LateDays } from "../features/deadlines/late-days.tsx";
import { termWeeks } from "../features/deadlines/term-weeks.ts";
import { WeekList } from "../features/deadlines/week-list.tsx";
import { assignmentsQuery, modulesQuery } from "../queries/course.ts";
import { useModuleTitles } from "../queries/use-module-titles.ts";

/** `/deadlines`: when modules open, are due and close, and all else that is decided about them. */
export default function DeadlinesPage() {
  return (
    <StaffOnly action="gradebook.read" title="Deadlines">
      <Deadlines />
    </StaffOnly>
  );
}

function Deadlines() {
  const [now] = useState(() => new Date().toISOString());
  const assignments = useQuery(assignmentsQuery);
  const modules = useQuery(modulesQuery);
  const failed = [assignments, modules].find(({ isError }) => isError);
  const { titleOf } = useModuleTitles();
  return (
    <Page
      wide
      title="Deadlines"
      lead="What holds of each module for everybody. A change holds at once, for grades of before as well, and can be taken back."
    >
      {failed !== undefined && <Problem error={failed.error} retry={failed.refetch} />}
      {assignments.data === undefined || modules.isPending ? (
        failed === undefined && <Skeleton of="the deadlines" />
      ) : (
        <div className={styles.columns}>
          <section aria-labelledby="term">
            <h2 id="term">The term, week by week</h2>
            <WeekList weeks={termWeeks(assignments.data.assignments)} titleOf={titleOf} now={now} />
          </section>
          <section aria-labelledby="modules">
            <h2 id="modules">What holds of each module</h2>
            {assignments.data.assignments.map((assignment) => (
              <AssignmentCard key={assignment.module} assignment={assignment} title={titleOf(assignment.module)} />
            ))}
            <Extensions titleOf={titleOf} />
            <LateDays />
          </section>
        </div>
      )}
    </Page>
  );
}
