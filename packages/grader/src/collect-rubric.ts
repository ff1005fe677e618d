import { fork } from "node:child_process";
import { join } from "node:path";
import { parseRubric, type Rubric, type RubricEntry } from "@tinytorch/course";
import { hiddenFolder, listSuites, readSuitePlan } from "@tinytorch/course-files";

/** A suite loads in a second, on a busy machine in a few. */
const loadSeconds = 60;

/**
 * What the hidden tests of a module say that they are worth, in the order of its components and of their files. The suites
 * are loaded in a process of their own and not run.
 * @throws when a suite cannot be loaded, a test lies in another component's folder, or the points are not 100.
 */
export async function collectRubric(root: string, id: string): Promise<Rubric> {
  const folder = hiddenFolder(root, id);
  const suites = await listSuites(folder, await readSuitePlan(folder));
  const collected = await collect(suites.map(({ file }) => file));
  for (const [index, { component }] of suites.entries()) {
    const stray = collected[index]?.find((entry) => !entry.id.startsWith(`${component}.`));
    if (stray !== undefined) throw new Error(`${id}: a test in ${component}/ must be ${component}.…, got ${stray.id}`);
  }
  return parseRubric({ module: id, tests: collected.flat() });
}

function collect(files: readonly string[]): Promise<readonly (readonly RubricEntry[])[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly (readonly RubricEntry[])[]>();
  const child = fork(join(import.meta.dirname, "collect-process.ts"), files, {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  // A suite that never ends loading would keep whoever waits from starting.
  const timer = setTimeout(() => {
    child.kill("SIGKILL");
    reject(new Error(`collectRubric: the suites must load within ${loadSeconds} s, got no end`));
  }, loadSeconds * 1000);
  timer.unref();
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  child.once("message", (collected: readonly (readonly RubricEntry[])[]) => resolve(collected));
  child.once("error", reject);
  child.once("close", () => {
    clearTimeout(timer);
    const [line = "nothing"] = /^\w*Error.*$/m.exec(said) ?? [];
    reject(new Error(`collectRubric: the suites must load, got ${line}`));
  });
  return promise;
}
