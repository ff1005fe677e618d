export { contentHash } from "./content-hash.ts";
export {
  type Course,
  type CourseModule,
  openCourse,
  readSubmission,
  writeSignatures,
} from "./course-files.ts";
export type { GradeProgress, GradeRequest, Grader } from "./grader.ts";
export { checkWall, type LayerState, layerStates } from "./sandbox-layers.ts";
export { startGrader } from "./start-grader.ts";
export {
  type MutantVerdict,
  type VerifyOptions,
  type VerifyProgress,
  type VerifyResult,
  verifyModule,
} from "./verify-module.ts";
