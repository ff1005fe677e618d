import type { SubmissionSummary } from "@tinytorch/api";
import { Points } from "./points.tsx";

const words = { queued: "waiting", running: "being graded", failed: "no grade: the grader broke" } as const;

/** Where a submission stands: its points once it has some. */
export function Status({ status, score, maxScore }: Pick<SubmissionSummary, "status" | "score" | "maxScore">) {
  if (status !== "graded") return <span>{words[status]}</span>;
  return score === null || maxScore === null ? <span>graded</span> : <Points points={score} of={maxScore} />;
}
