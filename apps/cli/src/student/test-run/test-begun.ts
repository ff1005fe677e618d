import { join } from "node:path";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { namedModules } from "../course/course-folder.ts";
import { compareWithStarter } from "../module-files/put-back.ts";
import { isPassed, testModule, viewTested } from "./test-module.ts";

/**
 * Runs the visible tests of every module in which something was written, in course order.
 *
 * @returns whether all of them passed.
 * @throws CliError when nothing was written yet.
 */
export async function testBegun(course: string, json: boolean): Promise<boolean> {
  const begun = await begunModules(course);
  if (begun.length === 0)
    throw new CliError(2, "no module is begun yet: write in one, and run its tests as in `tito test 00`");
  const all = [];
  for (const id of begun) {
    const tested = await testModule(course, id, []).catch(refusalOf);
    const rehearsal = "refused" in tested ? tested : tested.rehearsal;
    all.push({ module: id, passed: !("refused" in tested) && isPassed(tested), ...rehearsal });
    if (!json) print(`──── ${id} ────\n\n${"refused" in tested ? tested.refused : await viewTested(tested)}\n`);
  }
  if (json) printJson(all);
  return all.every(({ passed }) => passed);
}

/** Why a module cannot be tested, which holds up no other. */
function refusalOf(error: unknown): { readonly refused: string } {
  if (error instanceof CliError && error.exitCode === 2) return { refused: error.message };
  throw error;
}

/** The modules whose files are otherwise than the course gave them. */
async function begunModules(course: string): Promise<readonly string[]> {
  const { readStarterTexts } = await import("@tinytorch/course-files");
  const ids = await namedModules(course, []);
  const isBegun = await Promise.all(
    ids.map(async (id) => {
      const starter = await readStarterTexts(course, id).catch(() => null);
      if (starter === null) return false;
      const { changed, own } = await compareWithStarter(join(course, "modules", id), starter.files);
      return changed.length + own.length > 0;
    }),
  );
  return ids.filter((_, index) => isBegun[index]);
}
