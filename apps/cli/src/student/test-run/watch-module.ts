import { readySessions } from "@tinytorch/rehearsal";
import { explainError } from "../../terminal/explain-error.ts";
import { untilQuit } from "../../terminal/until-quit.ts";
import { findModule } from "../course/course-folder.ts";
import { testModule } from "./test-module.ts";
import { openTypeCheck } from "./type-check.ts";
import { watchModuleFiles } from "./watch-module-files.ts";
import { jsonLines, screen } from "./watch-view.ts";

/**
 * Runs a module's visible tests now and at every save, until somebody ends it. A run under way when a save comes is thrown away. What can
 * be made ready before a save is: a sandbox process with the library and the parser of types.
 * @throws CliError when there is no such module.
 */
export async function watchModule(
  course: string,
  name: string | undefined,
  filters: readonly string[],
  json: boolean,
): Promise<void> {
  const { manifest } = await findModule(course, name);
  const { id } = manifest;
  const sessions = readySessions();
  const check = await openTypeCheck(course, id);
  const view = json ? jsonLines() : screen(id);
  let current = new AbortController();
  let runs = 0;

  async function run(number: number, signal: AbortSignal): Promise<void> {
    view.onBegin(number);
    const checked = typeof check === "function" ? check(signal) : check;
    const tested = await testModule(course, id, filters, { sessions, signal }).catch(explained);
    if (signal.aborted) return;
    sessions.refill();
    await view.onTests(number, tested);
    const types = await checked;
    if (!signal.aborted) view.onTypes(number, types);
  }
  const begin = () => {
    current = new AbortController();
    runs += 1;
    void run(runs, current.signal);
  };
  const onStale = () => current.abort(new Error("watch: a newer run is wanted"));
  const quit = untilQuit();
  const endWatch = await watchModuleFiles(course, id, { onStale, onQuiet: begin });
  begin();
  await quit;
  onStale();
  view.onEnd();
  await Promise.all([endWatch(), sessions.close()]);
}

/** Why there is nothing to show of a run, in the sentence that ends other commands. */
async function explained(error: unknown): Promise<{ readonly refused: string }> {
  return { refused: (await explainError(error)).sentence };
}
