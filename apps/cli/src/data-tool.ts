import { join } from "node:path";
import { repository } from "./course-folder.ts";
import { runNode } from "./run-process.ts";

/** Runs the autograder's own program for its data folder in this terminal; its exit code is ours. */
export async function runDataTool(task: "backup" | "restore", file: string, data: string | undefined): Promise<void> {
  const env = { ...process.env };
  if (data !== undefined) env.TINYTORCH_DATA = data;
  const program = join(repository, "apps/autograder/src/backup/main.ts");
  process.exitCode = await runNode([program, task, file], { env });
}
