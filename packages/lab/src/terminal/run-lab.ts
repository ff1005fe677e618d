import type { Lab } from "../lab.ts";
import { type LabFlags, readFlags, showOptions } from "./flags.ts";
import { loadMine, sourceFolder } from "./load-mine.ts";
import { writeRecord } from "./record.ts";
import { type Output, showLab } from "./show-lab.ts";
import { stopAfter } from "./stop-after.ts";

/**
 * What a lab's program does: shows the lab on the student's own code, with `--json` its data, and with `--frames` both for another
 * program. Code that is not written yet is waited for in plain words.
 * @param labFolder where the program lies
 */
export async function runLab<Mine, Data>(
  lab: Lab<Mine, Data>,
  labFolder: string,
  { flags = readFlags(process.argv.slice(2)), output = process.stdout }: RunOptions = {},
): Promise<void> {
  if (flags.frames && flags.seconds !== undefined) stopAfter(Number(flags.seconds), sourceFolder(labFolder));
  try {
    await showLab(lab, await loadMine<Mine>(labFolder), { ...showOptions(flags), output });
  } catch (error) {
    const todo = error instanceof Error ? /^TODO\([^)]*\): (.*)$/.exec(error.message)?.[1] : undefined;
    if (todo === undefined) throw error;
    const text = `Not written yet: ${todo}.\nWrite it in src/, try the module's tests, and come back.\n`;
    if (flags.frames) writeRecord(output, { kind: "words", text });
    else output.write(text);
  }
}

export interface RunOptions {
  /** The command line after the program's name, as `labFlags` read it. */
  readonly flags?: LabFlags;
  /** Where it goes; standard output by default. */
  readonly output?: Output;
}
