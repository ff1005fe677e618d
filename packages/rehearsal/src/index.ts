export type { BrokenTestFile, Rehearsal, RehearsedTest } from "./rehearsal.ts";
export { checkLoad, rehearse } from "./rehearse.ts";
export { readVisibleTests, type VisibleTests } from "./visible-tests.ts";
