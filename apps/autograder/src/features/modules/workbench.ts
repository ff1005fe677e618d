import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ApiError, type ModuleWorkbench } from "@tinytorch/api";
import type { Context } from "../../context.ts";
import { namedModule } from "./named-module.ts";

/** A module as it was built for the workbench when this server started. @throws ApiError where it was not. */
export async function readWorkbench(
  { course, workbenchFolder }: Pick<Context, "course" | "workbenchFolder">,
  id: string,
): Promise<ModuleWorkbench> {
  const { manifest } = namedModule(course, id);
  const file = workbenchFolder === null ? null : join(workbenchFolder, "modules", `${manifest.id}.json`);
  const text = file === null ? null : await readFile(file, "utf8").catch(() => null);
  if (workbenchFolder === null || text === null) {
    throw new ApiError("not-found", {
      message: `There is no workbench for ${id} here. Write it in your own editor, and hand it in on this page.`,
    });
  }
  return { programs: `/workbench/${basename(workbenchFolder)}`, module: JSON.parse(text) };
}
