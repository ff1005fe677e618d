export type { Check, Milestone, RunningProgram } from "./milestone.ts";
export { ofAuthor, ofModule } from "./of-author.ts";
export type { ProgramFailure } from "./program-failure.ts";
export { type MilestoneResult, openMilestonePool, type RunMilestoneOptions, runMilestone } from "./run-milestone.ts";
export { CannotStandError, modulesOfUse, packagesBuilt, standBehind } from "./stand-behind.ts";
export type { WrittenModule } from "./troubles.ts";
