import { Command } from "@commander-js/extra-typings";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { changeInUse, modulesToUse, readInUse } from "./in-use.ts";
import { readOwnModule } from "./own-module.ts";
import { viewUse } from "./use-view.ts";

export const use = new Command("use")
  .description(
    "put your own module, or the library's, behind its name for later modules' tests; alone, say what is in use",
  )
  .argument("[mine|reference]", "whose: your own, or the library's")
  .argument("[module]", "01-tensor or 01")
  .option("--json", "print what is in use as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito use mine 01\n  tito use reference 01\n  tito use")
  .action(async (whose, module, { json = false, course }) => {
    if (whose === "mine") await useMine(course, named(module));
    else if (whose === "reference") await useReference(course, named(module));
    else if (whose !== undefined) {
      throw new CliError(2, `it must be \`mine\` or \`reference\` and a module, got ${JSON.stringify(whose)}`);
    }
    const { packagesBuilt } = await import("@tinytorch/joined");
    const [{ mine }, built] = await Promise.all([readInUse(course), packagesBuilt()]);
    const ids = Object.keys(mine).sort();
    const modules = ids.map((id) => ({
      module: id,
      packages: Object.entries(built).flatMap(([name, of]) =>
        of.includes(id) ? [{ name, lacks: of.filter((each) => !ids.includes(each)) }] : [],
      ),
    }));
    if (json) printJson({ mine: modules });
    else print(viewUse(modules));
  });

function named(module: string | undefined): string {
  if (module === undefined) throw new CliError(2, "a module must be named, as in `tito use mine 01`, got none");
  return module;
}

/** @throws CliError when it is no module that stands behind a package, or does not pass its own visible tests. */
async function useMine(course: string, name: string): Promise<void> {
  const [{ manifest }, toUse] = await Promise.all([
    findModule(course, name),
    modulesToUse(),
    // What cannot be kept is said before a module is tested.
    readInUse(course),
  ]);
  if (!toUse.includes(manifest.id)) {
    throw new CliError(
      2,
      `the module must be one that a later module's tests can run on (${toUse.join(", ")}), got ${manifest.id}`,
    );
  }
  const { fault, hash } = await readOwnModule(course, manifest.id);
  const found = await fault();
  if (found !== null) throw new CliError(1, `${manifest.id} ${found}`);
  await changeInUse(course, (mine) => ({ ...mine, [manifest.id]: { passed: hash } }));
}

async function useReference(course: string, name: string): Promise<void> {
  const { manifest } = await findModule(course, name);
  await changeInUse(course, ({ [manifest.id]: _, ...others }) => others);
}
