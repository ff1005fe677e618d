import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Problem } from "../../components/problem.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { Outcome } from "./outcome.tsx";
import { submissionQuery } from "./queries.ts";
import type { PlaceOf } from "./report.tsx";

interface LiveReportProps {
  readonly id: string;
  readonly placeOf: PlaceOf;
}

/** What becomes of a submission, as it comes, beside something else. */
export function LiveReport({ id, placeOf }: LiveReportProps) {
  const submission = useQuery(submissionQuery(id));
  return (
    <>
      {submission.isError && <Problem error={submission.error} retry={submission.refetch} />}
      {submission.isPending && <Skeleton of="the report" />}
      {submission.data !== undefined && <Outcome submission={submission.data} placeOf={placeOf} />}
      <p>
        <Link to="/submissions/$id" params={{ id }}>
          The whole submission
        </Link>
      </p>
    </>
  );
}
