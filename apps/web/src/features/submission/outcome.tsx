import { useQuery } from "@tanstack/react-query";
import type { Submission } from "@tinytorch/api";
import { Points } from "../../components/points.tsx";
import { Problem } from "../../components/problem.tsx";
import { modulesQuery } from "../../queries/course.ts";
import { Progress } from "./progress.tsx";
import { type PlaceOf, Report } from "./report.tsx";

interface OutcomeProps {
  readonly submission: Submission;
  readonly placeOf: PlaceOf;
  /** Whether it is said which tests students do not see. */
  readonly saysWhoSees?: boolean;
}

/** How far grading is, or what came of it. */
export function Outcome({ submission, placeOf, saysWhoSees = false }: OutcomeProps) {
  const { status, score, maxScore, counted, report, reportState, failure } = submission;
  const modules = useQuery(modulesQuery);
  // What counts is said in points of what the module is worth, which may be others than its tests give.
  const worth = modules.data?.modules.find(({ id }) => id === submission.module)?.points;
  if (status === "queued" || status === "running") return <Progress submission={submission} />;
  if (status === "failed") {
    return (
      <Problem
        error={
          new Error(
            failure ?? "The grader broke, so there is no grade. It is no fault of yours, and your instructor sees it.",
          )
        }
      />
    );
  }
  return (
    <>
      {score !== null && maxScore !== null && (
        <p style={{ fontSize: "1.35rem" }}>
          <Points points={score} of={maxScore} />
          {counted !== null && counted !== score && (
            <span className="quiet"> counts as {sayCounted(counted, worth)}</span>
          )}
        </p>
      )}
      {reportState === "outdated" && (
        <p>Its report was stored by an earlier release and can no longer be shown. Its points stand.</p>
      )}
      {report !== null && <Report report={report} placeOf={placeOf} saysWhoSees={saysWhoSees} />}
    </>
  );
}

function sayCounted(points: number, worth: number | undefined): string {
  return worth === undefined ? `${points} points` : `${points} of ${worth}`;
}
