import type { ModuleManifest } from "@tinytorch/course";
import { moduleIds, readManifest } from "@tinytorch/course-files";
import { asReleased, courseTexts } from "./course-texts.ts";
import { milestoneFiles, releasedMilestones } from "./milestone-files.ts";
import { moduleFiles } from "./module-files.ts";

type Texts = Readonly<Record<string, string>>;

/** What of a release is there to be read, by path: pages, starters, visible tests, labs and milestones as students have them. */
export async function releasedCourse(
  course: string,
  manifests: readonly ModuleManifest[],
  milestones: readonly string[],
): Promise<Texts> {
  const [texts, modules, programs] = await Promise.all([
    courseTexts(manifests),
    moduleFiles(course, manifests),
    milestoneFiles(milestones),
  ]);
  return asReleased({ ...texts, ...modules, ...programs });
}

/** The same of all that a course has. */
export async function wholeReleasedCourse(course: string): Promise<Texts> {
  const ids = await moduleIds(course);
  const manifests = await Promise.all(ids.map((id) => readManifest(course, id)));
  return releasedCourse(course, manifests, releasedMilestones(ids));
}
