import { join } from "node:path";
import type { ModuleManifest } from "@tinytorch/course";
import { folderTexts, moduleIds, readManifest } from "@tinytorch/course-files";
import { milestoneFiles, releasedMilestones } from "../milestone-files.ts";
import { moduleFiles } from "../module-files.ts";
import { programFolder } from "../program-place.ts";
import { sandboxCode } from "../ready-bundles.ts";
import { isOfSuites } from "../visible-testkit.ts";

/**
 * What is no secret, as it lies in the course and beside the program, and not as a release has it: the student's half of every module,
 * the pages, and the program, which knows nothing of any solution.
 */
export async function receivedTexts(course: string): Promise<readonly string[]> {
  const ids = await moduleIds(course);
  const texts = await Promise.all([
    moduleFiles(course, await readableManifests(course, ids)),
    milestoneFiles(releasedMilestones(ids)),
    folderTexts(join(programFolder, "docs"), (path) => /^(student|library)\.md$/.test(path)),
    folderTexts(join(programFolder, "apps/cli/src"), isSource),
    folderTexts(join(programFolder, "packages"), (path) => isSource(path) && !isOfReference(path)),
  ]);
  return [...texts.flatMap((each) => Object.values(each)), ...(await sandboxCode())];
}

/** A module that cannot be read is none that students receive. */
async function readableManifests(course: string, ids: readonly string[]): Promise<readonly ModuleManifest[]> {
  const read = await Promise.allSettled(ids.map((id) => readManifest(course, id)));
  return read.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

/** The library's sources: a number that the field knows stands there too, and is no expected value. */
export async function libraryTexts(): Promise<readonly string[]> {
  return Object.values(
    await folderTexts(join(programFolder, "packages"), (path) => isSource(path) && isOfReference(path)),
  );
}

function isSource(path: string): boolean {
  return path.endsWith(".ts") && !path.endsWith(".test.ts") && !/(^|\/)(node_modules|testing)\//.test(path);
}

/** What modules of the course rebuild, and what their suites are written with. */
function isOfReference(path: string): boolean {
  const [name = "", ...inside] = path.split("/");
  if (name === "testkit") return isOfSuites(inside.at(-1) ?? "");
  return ["tensor", "autograd", "nn", "optimizers", "data"].includes(name);
}
