export type { AcceptedMutant } from "./accepted-mutants.ts";
export { checkModule, moduleChecks } from "./checks/check-module.ts";
export { checkSuite } from "./checks/check-suite.ts";
export {
  type CheckResult,
  type ModuleCheck,
  type ModulePlace,
  modulePlace,
  runCheck,
} from "./checks/module-check.ts";
export { freezeRubric } from "./freeze-rubric.ts";
export {
  type Candidate,
  failedAlways,
  failedTests,
  type GradeAllOptions,
  type GradeAllProgress,
  gradeAll,
  shortId,
} from "./grade-all.ts";
export { type KnockOut, type KnockOutOptions, type MilestonesResult, verifyMilestones } from "./knock-out.ts";
export type { Mutation } from "./list-mutations.ts";
export { type FileScore, type MutationResult, mutateModule, type SurvivingMutant } from "./mutate-module.ts";
export { unstableMutant } from "./unstable-mutant.ts";
export { type MutantVerdict, type VerifyOptions, type VerifyResult, verifyModule } from "./verify-module.ts";
