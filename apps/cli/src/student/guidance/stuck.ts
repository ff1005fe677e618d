import type { ModuleManifest } from "@tinytorch/course";
import type { Rehearsal } from "@tinytorch/rehearsal";
import type { ViewedReport } from "../submissions/report-view.ts";
import { viewStuck } from "./hint-view.ts";

/**
 * What stands last after a module's visible tests: the command that helps with the first part that failed. Nothing while a file does
 * not load, for that comes first, and nothing where a part has no hints.
 *
 * @param rehearsal with its tests in the order in which the parts are built.
 */
export async function stuckAfterTests(
  folder: string,
  { id }: ModuleManifest,
  { loadProblems, brokenTestFiles, tests }: Rehearsal,
): Promise<readonly string[]> {
  if (loadProblems.length + brokenTestFiles.length > 0) return [];
  return stuckAt(folder, id, tests.find(({ state }) => state === "failed")?.component);
}

/** The same after a report. */
export async function stuckAfterReport(
  folder: string,
  { module, loadProblems, tests }: ViewedReport,
): Promise<readonly string[]> {
  if (loadProblems.length > 0) return [];
  return stuckAt(folder, module, tests.find(({ status }) => status === "failed")?.tags[0]);
}

/** Hints that cannot be read are no reason to hide what the tests came to: `tito hint` says so. */
async function stuckAt(folder: string, module: string, component: string | undefined): Promise<readonly string[]> {
  if (component === undefined) return [];
  const [{ hintFor }, { readHints }] = await Promise.all([
    import("@tinytorch/course"),
    import("@tinytorch/course-files"),
  ]);
  const hints = await readHints(folder).catch(() => []);
  return viewStuck(module, hintFor(hints, component));
}
