import { withQuietPipes } from "../terminal/quiet-pipes.ts";
import { runNode } from "../terminal/run-process.ts";

/** Runs the autograder's own program for its data folder in this terminal; its exit code is ours. */
export async function runDataTool(args: readonly string[], data: string | undefined): Promise<void> {
  const env = { ...process.env };
  if (data !== undefined) env.TINYTORCH_DATA = data;
  const { dataProgram } = await import("@tinytorch/autograder/programs");
  process.exitCode = await runNode([...withQuietPipes, dataProgram, ...args], { env });
}
