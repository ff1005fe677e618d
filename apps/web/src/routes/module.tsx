import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useRouterState } from "@tanstack/react-router";
import type { ModuleSummary } from "@tinytorch/api";
import { lazy, Suspense } from "react";
import { NoModule } from "../components/no-module.tsx";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { Stars } from "../components/stars.tsx";
import { When } from "../components/when.tsx";
import { HandIn } from "../features/hand-in/hand-in.tsx";
import { PastSubmissions } from "../features/module/past-submissions.tsx";
import { LiveReport } from "../features/submission/live-report.tsx";
import { modulePageQuery, modulesQuery } from "../queries/course.ts";
import { useModuleTitles } from "../queries/use-module-titles.ts";
import styles from "./module.module.css";

const Workbench = lazy(() => import("../features/workbench/workbench.tsx"));
const Prose = lazy(() => import("../components/prose.tsx"));
const route = getRouteApi("/modules/$id");

/**
 * `/modules/08-optimizers`: its page to read; beside it where one hands in, and what one has handed in. With `#workbench` one writes the
 * module there.
 */
export default function ModulePage() {
  const { id } = route.useParams();
  const modules = useQuery(modulesQuery);
  const { titleOf, isMissing } = useModuleTitles();
  const text = useQuery(modulePageQuery(id));
  const isOpen = useRouterState({ select: ({ location }) => location.hash === "workbench" });
  const module = modules.data?.modules.find((each) => each.id === id);
  if (isMissing(id)) return <NoModule module={id} />;
  const failed = modules.isError ? modules : text.isError ? text : undefined;
  return (
    <Page
      wide
      title={titleOf(id)}
      lead={<p className="row">{module === undefined ? "\u00a0" : <Facts module={module} />}</p>}
    >
      {failed !== undefined && <Problem error={failed.error} retry={failed.refetch} />}
      <div className={isOpen ? styles.bench : styles.columns}>
        <aside className={styles.work} aria-label="Your work">
          {modules.data === undefined || module === undefined ? (
            failed === undefined && <div className={styles.waiting} />
          ) : (
            <Work module={module} modules={modules.data.modules} isOpen={isOpen} />
          )}
          <PastSubmissions module={id} />
        </aside>
        <article className={styles.text} aria-label="The module's page">
          <Suspense fallback={<Skeleton of="the page" />}>
            {text.data === undefined ? (
              failed === undefined && <Skeleton of="the page" />
            ) : (
              <Prose text={shown(text.data)} />
            )}
          </Suspense>
        </article>
      </div>
    </Page>
  );
}

/** How hard it is, how long it takes, and until when. */
function Facts({ module: { stars, hours, due, closes } }: { readonly module: ModuleSummary }) {
  return (
    <>
      <Stars stars={stars} />
      <span>
        {hours[0]} to {hours[1]} hours
      </span>
      <span>
        {due === null ? (
          "no due date"
        ) : (
          <>
            due <When at={due} />
          </>
        )}
      </span>
      {closes !== null && (
        <span>
          taken until <When at={closes} />
        </span>
      )}
    </>
  );
}

interface WorkProps {
  readonly module: ModuleSummary;
  readonly modules: readonly ModuleSummary[];
  /** Whether the module is written here. */
  readonly isOpen: boolean;
}

/** Where one hands a module in: written here, or in an editor of one's own. */
function Work({ module, modules, isOpen }: WorkProps) {
  const { id } = module;
  if (!isOpen) {
    return (
      <>
        <p>
          <Link to="/modules/$id" params={{ id }} hash="workbench" resetScroll={false} className="button primary">
            Open the workbench
          </Link>
        </p>
        <p className="quiet">Write, test and see this module here, with nothing installed.</p>
        <HandIn module={module} modules={modules} />
      </>
    );
  }
  return (
    <>
      <p>
        <Link to="/modules/$id" params={{ id }} resetScroll={false}>
          Close the workbench
        </Link>
      </p>
      <Suspense fallback={<Skeleton of="the workbench" lines={12} />}>
        <Workbench
          key={id}
          module={module}
          modules={modules}
          report={(submission, go) => (
            <LiveReport id={submission} placeOf={(file, line) => ({ go: () => go(file, line) })} />
          )}
        />
      </Suspense>
    </>
  );
}

/** Without its heading, which the page has already, and with stars that every font has. */
function shown(text: string): string {
  return text.replace(/^# .*\n/, "").replaceAll("⭐", "★");
}
