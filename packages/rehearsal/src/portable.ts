/** What of a rehearsal needs no Node: all of it but where its sessions come from. */
export { buildOrder } from "./build-order.ts";
export { type Components, inOrder, sayOutcome } from "./outcome.ts";
export { ReadySessions, type SessionNeeds } from "./ready-sessions.ts";
export type { BrokenTestFile, Rehearsal, RehearsedTest } from "./rehearsal.ts";
export { rehearseIn, toRun } from "./rehearse-in.ts";
export type { VisibleTests } from "./visible-tests.ts";
