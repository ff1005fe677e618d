export { findSimilar, SimilarityCancelledError, type SimilarityProgress } from "./find-similar.ts";
export { openReader } from "./reader.ts";
export { ReaderEndedError } from "./reader-process.ts";
export { defaultParameters, neverCommon, type Parameters, type SimilarityReport } from "./report.ts";
