export type { GradeProgress, GradeRequest, Grader } from "./grader.ts";
