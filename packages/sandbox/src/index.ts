export { bundle } from "./bundle.ts";
export type { SandboxFailure } from "./failure.ts";
export { type LayerState, layerStates, MissingJailError, sandboxCommand } from "./layers.ts";
export { type PlainData, PlainDataError } from "./plain-data.ts";
export { SandboxPool, type SandboxPoolOptions } from "./sandbox-pool.ts";
export { type SubmissionLimits, SubmissionSession, type SubmissionToRun } from "./submission-session.ts";
export { type SuiteThreadData, serveSuite } from "./suite-channel.ts";
