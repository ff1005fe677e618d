export { addonFolder } from "./addon.ts";
export { bundle } from "./bundle.ts";
export type { Bundle, BundleRequest } from "./bundle-request.ts";
export type { SandboxFailure } from "./failure.ts";
export { type LayerState, layerStates, MissingJailError, sandboxCommand } from "./layers.ts";
export { LibraryBundles } from "./library-bundles.ts";
export { decodePlainData, encodePlainData, type PlainData, PlainDataError } from "./plain-data.ts";
export { bundleKey, readyBundlesFile } from "./ready-bundles.ts";
export { startRehearsal } from "./rehearsal-process.ts";
export type { RehearsalSession, RehearsedRun, SubmissionToRehearse } from "./rehearsal-session.ts";
export { standInId } from "./rehearsed-tests.ts";
export type { SandboxNotice } from "./sandbox-notice.ts";
export { SandboxPool, type SandboxPoolOptions } from "./sandbox-pool.ts";
export {
  type Evaluation,
  type SubmissionLimits,
  SubmissionSession,
  type SubmissionToRun,
} from "./submission-session.ts";
export {
  type EndedTest,
  type EvaluateRequest,
  type SuiteService,
  type SuiteThreadData,
  serveSuite,
} from "./suite-channel.ts";
