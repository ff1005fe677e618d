export { buildOrder } from "./build-order.ts";
export { type Components, inOrder, sayOutcome } from "./outcome.ts";
export { readySessions } from "./own-sessions.ts";
export type { ReadySessions, Sessions } from "./ready-sessions.ts";
export type { BrokenTestFile, Rehearsal, RehearsedTest } from "./rehearsal.ts";
export { checkLoad, type RehearseOptions, rehearse } from "./rehearse.ts";
export { preparedPackages, testkitSources } from "./trusted-modules.ts";
export { readVisibleTests, type VisibleTests } from "./visible-tests.ts";
