export { contentHash } from "./content-hash.ts";
export {
  type Course,
  type CourseModule,
  openCourse,
  readSubmission,
  writeSignatures,
} from "./course-files.ts";
export type { GradeAllOptions, GradeAllProgress } from "./grade-all.ts";
export type { GradeProgress, GradeRequest, Grader } from "./grader.ts";
export type { Mutation } from "./list-mutations.ts";
export {
  type FileScore,
  type MutationResult,
  mutateModule,
  type SurvivingMutation,
} from "./mutate-module.ts";
export { checkWall, type LayerState, layerStates, sandboxWalls } from "./sandbox-layers.ts";
export { startGrader } from "./start-grader.ts";
export type { Survivor } from "./survivors.ts";
export { type MutantVerdict, type VerifyResult, verifyModule } from "./verify-module.ts";
