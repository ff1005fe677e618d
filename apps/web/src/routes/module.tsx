import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { Stars } from "../components/stars.tsx";
import { When } from "../components/when.tsx";
import { HandIn } from "../features/hand-in/hand-in.tsx";
import { PastSubmissions } from "../features/module/past-submissions.tsx";
import { modulePageQuery, modulesQuery } from "../queries/course.ts";
import styles from "./module.module.css";

const Prose = lazy(() => import("../components/prose.tsx"));
const route = getRouteApi("/modules/$id");

/** `/modules/08-optimizers`: its page to read; beside it where one hands in, and what one has handed in. */
export default function ModulePage() {
  const { id } = route.useParams();
  const modules = useQuery(modulesQuery);
  const text = useQuery(modulePageQuery(id));
  const module = modules.data?.modules.find((each) => each.id === id);
  if (modules.data !== undefined && module === undefined) {
    return (
      <Page title={`There is no module ${id}`}>
        <p>
          It may be mistyped, or not be part of this course. <Link to="/">Go to the course</Link>.
        </p>
      </Page>
    );
  }
  const failed = modules.isError ? modules : text.isError ? text : undefined;
  return (
    <Page
      wide
      title={module === undefined ? id : `${id.slice(0, 2)} ${module.title}`}
      lead={
        module !== undefined && (
          <p className="row">
            <Stars stars={module.stars} />
            <span>
              {module.hours[0]} to {module.hours[1]} hours
            </span>
            <span>
              {module.due === null ? (
                "no due date"
              ) : (
                <>
                  due <When at={module.due} />
                </>
              )}
            </span>
            {module.closes !== null && (
              <span>
                taken until <When at={module.closes} />
              </span>
            )}
          </p>
        )
      }
    >
      {failed !== undefined && <Problem error={failed.error} retry={failed.refetch} />}
      <div className={styles.columns}>
        <aside className={styles.work} aria-label="Your work">
          {modules.data !== undefined && module !== undefined && (
            <HandIn module={module} modules={modules.data.modules} />
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

/** Without its heading, which the page has already, and with stars that every font has. */
function shown(text: string): string {
  return text.replace(/^# .*\n/, "").replaceAll("⭐", "★");
}
