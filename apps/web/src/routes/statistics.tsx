import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ModulePlace } from "../components/module-place.tsx";
import { NoModule } from "../components/no-module.tsx";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { StaffOnly } from "../components/staff-only.tsx";
import { StatisticsView } from "../features/statistics/statistics-view.tsx";
import { statisticsQuery } from "../queries/statistics.ts";
import { useModuleTitles } from "../queries/use-module-titles.ts";

const route = getRouteApi("/modules/$id/statistics");

/** `/modules/08-optimizers/statistics`: what the class did in a module. */
export default function StatisticsPage() {
  const { id } = route.useParams();
  return (
    <StaffOnly action="statistics.read" title="Statistics">
      <Statistics module={id} />
    </StaffOnly>
  );
}

function Statistics({ module }: { readonly module: string }) {
  const { titleOf, isMissing } = useModuleTitles();
  const found = useQuery(statisticsQuery(module));
  if (isMissing(module)) return <NoModule module={module} />;
  return (
    <Page title={`Statistics of ${titleOf(module)}`} lead={<ModulePlace module={module} />}>
      {found.isError && <Problem error={found.error} retry={found.refetch} />}
      {found.isPending && <Skeleton of="the statistics" />}
      {found.data !== undefined && <StatisticsView found={found.data} />}
    </Page>
  );
}
