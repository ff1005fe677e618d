import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Submission } from "@tinytorch/api";
import { lazy, Suspense } from "react";
import { sayLate } from "../components/late.ts";
import { Page } from "../components/page.tsx";
import { PersonLink } from "../components/person-link.tsx";
import { Problem } from "../components/problem.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { When } from "../components/when.tsx";
import { Changes } from "../features/submission/changes.tsx";
import { Files } from "../features/submission/files.tsx";
import { Outcome } from "../features/submission/outcome.tsx";
import { submissionQuery } from "../features/submission/queries.ts";
import { useMay } from "../session/use-may.ts";
import { useSession } from "../session/use-session.ts";

const RunFacts = lazy(() => import("../features/submission/run-facts.tsx"));
const StaffSide = lazy(() => import("../features/submission/staff-side.tsx"));

const route = getRouteApi("/submissions/$id");

/** `/submissions/95da58f7-…`: how it is being graded, then what came of it, its code, and what changed since the one before. */
export default function SubmissionPage() {
  const { id } = route.useParams();
  // What was typed about one is not about the next, which its links lead to.
  return <OneSubmission key={id} id={id} />;
}

function OneSubmission({ id }: { readonly id: string }) {
  const submission = useQuery(submissionQuery(id));
  const mayComment = useMay("comment.write");
  const session = useSession();
  const isStaff = mayComment && "user" in session && submission.data?.student.id !== session.user.id;
  const title = submission.data === undefined ? "Submission" : `Submission to ${submission.data.module}`;
  return (
    <Page
      title={title}
      lead={submission.data !== undefined && <Facts submission={submission.data} isStaff={isStaff} />}
    >
      {submission.isError && <Problem error={submission.error} retry={submission.refetch} />}
      {submission.isPending && <Skeleton of="the submission" />}
      {submission.data !== undefined && (
        <>
          <Outcome
            submission={submission.data}
            placeOf={(file, line) => ({ href: `#${line === null ? file : `${file}:${line}`}` })}
            saysWhoSees={isStaff}
          />
          {isStaff && (
            <Suspense fallback={<Skeleton of="the grade" lines={3} />}>
              <StaffSide submission={submission.data} />
            </Suspense>
          )}
          <Files id={id} module={submission.data.module} />
          <Changes submission={submission.data} />
          {isStaff && submission.data.runId !== null && (
            <Suspense fallback={null}>
              <RunFacts runId={submission.data.runId} />
            </Suspense>
          )}
        </>
      )}
    </Page>
  );
}

interface SubmissionProps {
  readonly submission: Submission;
  /** Whether it is seen by one who teaches its student. */
  readonly isStaff: boolean;
}

function Facts({ submission, isStaff }: SubmissionProps) {
  const { module, student, receivedAt, late, counts, receipt, handedInFor } = submission;
  return (
    <p className="row">
      <span>
        by {isStaff ? <PersonLink person={student} /> : student.name}, received <When at={receivedAt} />
      </span>
      {handedInFor !== null && <span>handed in for them by {handedInFor.by?.name ?? "somebody who was erased"}</span>}
      {late !== null && <span>{sayLate(late)}</span>}
      {counts === true && <strong>this is the grade</strong>}
      <span title={receipt.sha256}>SHA-256 {receipt.sha256.slice(0, 12)}…</span>
      <Link to="/modules/$id" params={{ id: module }}>
        to the module
      </Link>
    </p>
  );
}
