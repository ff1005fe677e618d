/** What of the sandbox needs no Node: the rules by which code is read, loaded and told of, wherever it runs. */
export { consoleGlobals } from "./console-globals.ts";
export type { Exchanger } from "./exchanger.ts";
export { freezeLibrary } from "./freeze-library.ts";
export { harmlessGlobals } from "./harmless-globals.ts";
export { isolateGlobals, removeGlobals } from "./isolate-globals.ts";
export {
  type AnyModule,
  type Ended,
  type Inside,
  type LoadedApart,
  loadApart,
  type Resolve,
  standInMaker,
} from "./load-apart.ts";
export { absentWords, neverEnds, outOfMemoryAtLoad, undefinedName, unreadable } from "./load-words.ts";
export type { CodePlace, SandboxReply, SandboxRequest, SandboxSources } from "./messages.ts";
export { parseReply } from "./parse-reply.ts";
export { RehearsalSession, type RehearsedRun, type SubmissionToRehearse } from "./rehearsal-session.ts";
export { type RehearsedFile, readFiles } from "./rehearsed-reply.ts";
export { type Asked, RehearsedTests, standInId, type TestsInside } from "./rehearsed-tests.ts";
export { joinPath } from "./resolve-import.ts";
export { type SandboxSilence, silence } from "./silence.ts";
export { StrippedBefore } from "./stripped-before.ts";
export { farWall } from "./wall-clock.ts";
export { withheldIn } from "./withheld-words.ts";
