import { type Grade, pointsOf } from "@tinytorch/api";
import { Points } from "./points.tsx";

interface GradePointsProps extends Pick<Grade, "counted" | "maxScore" | "excused"> {
  /** What the module is worth; without it, of how many points they were given. */
  readonly maximum?: number | undefined;
}

/** A grade as points of what its module is worth, or that none are asked for. */
export function GradePoints({ excused, maximum, ...grade }: GradePointsProps) {
  const of = maximum ?? grade.maxScore;
  const points = pointsOf(grade, of);
  if (points === null || of === null) return <span>{excused ? "excused" : "no points"}</span>;
  return <Points points={points} of={of} />;
}
