import { existsSync } from "node:fs";
import { join } from "node:path";
import { type MilestoneSummary, milestoneListSchema } from "@tinytorch/course";
import { readJson } from "./read-json.ts";

/**
 * The milestones of a course that can be run on modules that it has, in the order in which they are listed; none where it lists none.
 * @throws JsonFileError when the list is malformed.
 */
export async function readMilestones(root: string, modules: readonly string[]): Promise<readonly MilestoneSummary[]> {
  const path = join(root, "modules/milestones/milestones.json");
  if (!existsSync(path)) return [];
  const { milestones } = await readJson(path, (json) => milestoneListSchema.parse(json));
  return milestones.filter((milestone) => milestone.modules.every((id) => modules.includes(id)));
}
