import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { StaffOnly } from "../components/staff-only.tsx";
import type { AuditChoice } from "../features/audit/audit-choice.ts";
import { ChoiceForm } from "../features/audit/choice-form.tsx";
import { Entries } from "../features/audit/entries.tsx";
import { auditQuery } from "../features/audit/queries.ts";
import { modulesQuery } from "../queries/course.ts";

const route = getRouteApi("/audit");

/** `/audit?person=ada&module=08-optimizers`: who did what, newest first; the address is what was chosen. */
export default function AuditPage() {
  return (
    <StaffOnly action="audit.read" title="Audit">
      <Audit />
    </StaffOnly>
  );
}

function Audit() {
  const choice = route.useSearch();
  const navigate = useNavigate();
  const modules = useQuery(modulesQuery);
  const audit = useInfiniteQuery(auditQuery(choice));
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? [];
  const choose = (next: AuditChoice) => void navigate({ to: "/audit", search: next, resetScroll: false });
  return (
    <Page
      title="Audit"
      lead="Who did what, in sentences, newest first. Nothing here is ever changed. The address holds what you chose."
    >
      <ChoiceForm
        key={JSON.stringify(choice)}
        choice={choice}
        modules={modules.data?.modules ?? []}
        actions={[...new Set(entries.map(({ action }) => action))].sort()}
        onChoice={choose}
      />
      {audit.isError && <Problem error={audit.error} retry={audit.refetch} />}
      {audit.isPending && <Skeleton of="the audit" />}
      {audit.isSuccess && entries.length === 0 && <p>Nothing was done that meets all that you chose.</p>}
      {entries.length > 0 && <Entries entries={entries} />}
      {audit.hasNextPage && (
        <button type="button" disabled={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {audit.isFetchingNextPage ? "Loading …" : "More"}
        </button>
      )}
    </Page>
  );
}
