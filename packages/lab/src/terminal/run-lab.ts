import type { Lab } from "../lab.ts";
import { loadMine } from "./load-mine.ts";
import { type Output, showLab } from "./show-lab.ts";

/**
 * What a lab's program does: shows the lab on the student's own code, or with `--json` its data. Code that is not written yet
 * is waited for in plain words.
 * @param labFolder where the program lies
 */
export async function runLab<Mine, Data>(
  lab: Lab<Mine, Data>,
  labFolder: string,
  { arguments: given = process.argv.slice(2), output = process.stdout }: RunOptions = {},
): Promise<void> {
  try {
    await showLab(lab, await loadMine<Mine>(labFolder), { json: given.includes("--json"), output });
  } catch (error) {
    const todo = error instanceof Error ? /^TODO\([^)]*\): (.*)$/.exec(error.message)?.[1] : undefined;
    if (todo === undefined) throw error;
    output.write(`Not written yet: ${todo}.\nWrite it in src/, try the module's tests, and come back.\n`);
  }
}

export interface RunOptions {
  /** The command line after the program's name. */
  readonly arguments?: readonly string[];
  /** Where it goes; standard output by default. */
  readonly output?: Output;
}
