export { contentHash } from "./content-hash.ts";
export { duplicateKey } from "./duplicate-key.ts";
export { folderTexts } from "./folder-texts.ts";
export { handedOut } from "./handed-out.ts";
export {
  hiddenFolder,
  listSuites,
  readRubric,
  readSuitePlan,
  type Suite,
  writeRubric,
} from "./hidden-material.ts";
export {
  isTelling,
  type LeakedLine,
  leakedLines,
  type SolutionLine,
  secretLines,
  solutionLines,
} from "./leaked-lines.ts";
export { libraryEntry } from "./library-entry.ts";
export { moduleIds } from "./module-ids.ts";
export { moduleVersion } from "./module-version.ts";
export {
  type BrokenModule,
  type Course,
  type CourseModule,
  openCourse,
  openModule,
  requireModule,
} from "./open-course.ts";
export { proofKey, writeProof } from "./proof-file.ts";
export { readHints } from "./read-hints.ts";
export { readIfThere } from "./read-if-there.ts";
export { JsonFileError, parseJson, readJson } from "./read-json.ts";
export { readManifest } from "./read-manifest.ts";
export { type FoundSubmission, readSubmission } from "./read-submission.ts";
export { releasedPage } from "./released-page.ts";
export { compareStarter, type StarterState, starterFolder, writeStarter } from "./starter-files.ts";
export {
  isModulePath,
  readStarterTexts,
  type StarterTexts,
  starterTextsFile,
  starterTextsJson,
  starterTextsSchema,
} from "./starter-texts.ts";
