import { join } from "node:path";
import { folderTexts } from "@tinytorch/course-files";
import { milestones, milestonesFolder } from "@tinytorch/milestones";

type Texts = Readonly<Record<string, string>>;

/** The milestones that can be run on these modules, by their ids. */
export function releasedMilestones(modules: readonly string[]): readonly string[] {
  return milestones.filter((each) => each.modules.every((id) => modules.includes(id))).map(({ id }) => id);
}

/** The programs of milestones as they are run, by path below `modules/milestones`. */
export function milestonePrograms(ids: readonly string[]): Promise<Texts> {
  const wanted = milestones.filter(({ id }) => ids.includes(id)).flatMap(({ entry, files }) => [entry, ...files]);
  return folderTexts(milestonesFolder, (path) => wanted.includes(path));
}

/** The pages of milestones with all that may be read, by path in the course; nothing when there is no milestone. */
export async function milestoneFiles(ids: readonly string[]): Promise<Texts> {
  if (ids.length === 0) return {};
  const folders = ["inside", "outside", ...ids];
  const texts = await folderTexts(
    milestonesFolder,
    (path) => path === "README.md" || folders.includes(path.split("/")[0] ?? ""),
  );
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [`modules/milestones/${path}`, text]));
}

/** What stands for the list of milestones in a release: those that are part of it. */
export function milestonesIndex(ids: readonly string[]): string {
  const imports = ids.map(
    (id, index) =>
      `import { milestone as milestone${index} } from ${JSON.stringify(join(milestonesFolder, id, "milestone.ts"))};\n`,
  );
  const names = ids.map((_, index) => `milestone${index}`).join(", ");
  return `${imports.join("")}export const milestones = [${names}];\nexport const milestonesFolder = import.meta.dirname;\n`;
}
