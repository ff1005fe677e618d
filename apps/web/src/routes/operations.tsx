import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { StaffOnly } from "../components/staff-only.tsx";
import { DeadLetters } from "../features/operations/dead-letters.tsx";
import styles from "../features/operations/operations.module.css";
import { QueueView } from "../features/operations/queue-view.tsx";
import { RegradeList } from "../features/operations/regrade-list.tsx";
import { RegradeView } from "../features/operations/regrade-view.tsx";
import { StartRegrade } from "../features/operations/start-regrade.tsx";
import { Webhooks } from "../features/operations/webhooks.tsx";
import { modulesQuery } from "../queries/course.ts";

const route = getRouteApi("/operations");

/** `/operations?regrade=…`: what waits, what the grader broke on, what is graded again, and whom the service tells. */
export default function OperationsPage() {
  return (
    <StaffOnly action="queue.mend" title="Operations">
      <Operations />
    </StaffOnly>
  );
}

function Operations() {
  const { regrade } = route.useSearch();
  const modules = useQuery(modulesQuery);
  const navigate = useNavigate();
  return (
    <Page title="Operations" lead="What waits to be graded, what went wrong, and what is graded again.">
      <section aria-labelledby="queue" className={styles.section}>
        <h2 id="queue">The queue</h2>
        <QueueView />
      </section>
      <section aria-labelledby="aside" className={styles.section}>
        <h2 id="aside">Set aside</h2>
        <DeadLetters />
      </section>
      <section aria-labelledby="again" className={styles.section}>
        <h2 id="again">Grade again</h2>
        <p>
          When the suite was wrong: set it right, let the service be restarted, and grade again here. Nobody's grade
          changes before you have seen which would.
        </p>
        {modules.isError && <Problem error={modules.error} retry={modules.refetch} />}
        {modules.data !== undefined && (
          <StartRegrade
            modules={modules.data.modules}
            onStarted={(id) => void navigate({ to: "/operations", search: { regrade: id }, resetScroll: false })}
          />
        )}
        {regrade !== undefined && <RegradeView key={regrade} id={regrade} />}
        <RegradeList />
      </section>
      <section aria-labelledby="told" className={styles.section}>
        <h2 id="told">Webhooks</h2>
        <Webhooks />
      </section>
    </Page>
  );
}
