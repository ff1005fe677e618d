import type { Grade } from "@tinytorch/api";
import { Points } from "./points.tsx";

/** A grade's points, or that none are asked for. */
export function GradePoints({ counted, maxScore, excused }: Pick<Grade, "counted" | "maxScore" | "excused">) {
  if (counted === null || maxScore === null) return <span>{excused ? "excused" : "no points"}</span>;
  return <Points points={counted} of={maxScore} />;
}
