import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ModulePlace } from "../components/module-place.tsx";
import { NoModule } from "../components/no-module.tsx";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { StaffOnly } from "../components/staff-only.tsx";
import { When } from "../components/when.tsx";
import { Judge } from "../features/similarity/judge.tsx";
import { PairView } from "../features/similarity/pair-view.tsx";
import { isRunning, pairQuery, reportsQuery } from "../features/similarity/queries.ts";
import { ReportView } from "../features/similarity/report-view.tsx";
import { Running } from "../features/similarity/running.tsx";
import { StartForm } from "../features/similarity/start-form.tsx";
import { useModuleTitles } from "../queries/use-module-titles.ts";

const route = getRouteApi("/modules/$id/similarity");

/** `/modules/08-optimizers/similarity?report=…&pair=3`: who worked alike in a module, and a pair side by side. */
export default function SimilarityPage() {
  const { id } = route.useParams();
  const { report, pair } = route.useSearch();
  return (
    <StaffOnly action="similarity.read" title="Similarity">
      {report !== undefined && pair !== undefined ? (
        <Pair key={`${report}${pair}`} module={id} report={report} number={pair} />
      ) : (
        <Comparisons key={id} module={id} chosen={report} />
      )}
    </StaffOnly>
  );
}

interface ComparisonsProps {
  readonly module: string;
  /** A comparison's id; the newest without one. */
  readonly chosen: string | undefined;
}

function Comparisons({ module, chosen }: ComparisonsProps) {
  const { titleOf, isMissing } = useModuleTitles();
  const reports = useQuery(reportsQuery(module));
  if (isMissing(module)) return <NoModule module={module} />;
  const all = reports.data?.reports ?? [];
  const running = all.find(isRunning);
  const ended = all.filter((each) => !isRunning(each));
  const shown = chosen === undefined ? ended[0] : ended.find(({ id }) => id === chosen);
  const others = ended.filter((each) => each !== shown);
  return (
    <Page wide title={`Similarity in ${titleOf(module)}`} lead={<ModulePlace module={module} />}>
      <Judge />
      <StartForm module={module} busy={running !== undefined} />
      {reports.isError && <Problem error={reports.error} retry={reports.refetch} />}
      {reports.isPending && <Skeleton of="the comparisons" />}
      {running !== undefined && <Running report={running} />}
      {reports.isSuccess && all.length === 0 && <p>Nothing was compared in this module yet.</p>}
      {chosen !== undefined && reports.isSuccess && all.every(({ id }) => id !== chosen) && (
        <p>There is no comparison at this address; those that there are stand below.</p>
      )}
      {shown !== undefined && <ReportView key={shown.id} summary={shown} />}
      {others.length > 0 && (
        <details>
          <summary>Other comparisons</summary>
          <ul>
            {others.map(({ id, startedAt, state, startedBy }) => (
              <li key={id}>
                <Link to="/modules/$id/similarity" params={{ id: module }} search={{ report: id }}>
                  <When at={startedAt} />
                </Link>
                , by {startedBy.name}, {state}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Page>
  );
}

interface PairProps {
  readonly module: string;
  readonly report: string;
  readonly number: number;
}

function Pair({ module, report, number }: PairProps) {
  const { titleOf } = useModuleTitles();
  const pair = useQuery(pairQuery(report, number));
  return (
    <Page
      wide
      title={`Pair ${number} in ${titleOf(module)}`}
      lead={
        <Link to="/modules/$id/similarity" params={{ id: module }} search={{ report }}>
          All pairs
        </Link>
      }
    >
      <Judge />
      {pair.isError && <Problem error={pair.error} retry={pair.refetch} />}
      {pair.isPending && <Skeleton of="the pair" />}
      {pair.data !== undefined && <PairView pair={pair.data} />}
    </Page>
  );
}
