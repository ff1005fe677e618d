import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { moduleIds, readManifest, readStarterTexts, readSubmission } from "@tinytorch/course-files";
import { preparedPackages, readVisibleTests, testkitSources } from "@tinytorch/rehearsal";
import { compileModule } from "../modules/compile-module.ts";
import { framePage } from "./frame-page.ts";
import { labProgram } from "./lab-program.ts";
import { languageNames } from "./language-names.ts";
import { buildProgram } from "./programs.ts";

export { shownProgram } from "./lab-program.ts";

/** Packages that a module, its tests or its lab may import. */
const library = ["tensor", "autograd", "nn", "optimizers", "data"].map((name) => `@tinytorch/${name}`);

/** A module of which nothing was written, and why. */
export interface UnbuiltModule {
  readonly id: string;
  readonly problem: string;
}

/**
 * Writes the workbench's files into a folder, for `openWorkbench` to be given their addresses (`assetsIn`): the sandboxed frame's
 * document, the programs of its workers, the library, and each module of a course with its visible tests, starter and lab. It is made by
 * the Node that grades, and holds the tab's language to that of this Node. A module that is malformed is left out, alone.
 *
 * `frame.html` is best served with `Content-Security-Policy: sandbox allow-scripts`, so that nobody opens it as a page of the server's.
 */
export async function buildWorkbench(courseRoot: string, folder: string): Promise<readonly UnbuiltModule[]> {
  await mkdir(join(folder, "modules"), { recursive: true });
  const [runner, parser, frame, packages, testkit, ids] = await Promise.all([
    buildProgram("runner/main.ts"),
    buildProgram("parser/main.ts"),
    buildProgram("frame/main.ts"),
    preparedPackages(library),
    testkitSources(),
    moduleIds(courseRoot),
  ]);
  const compiled = Object.fromEntries(Object.entries(packages).map(([id, code]) => [id, compileModule(id, code)]));
  const writeModule = async (id: string): Promise<readonly UnbuiltModule[]> => {
    try {
      await writeFile(join(folder, "modules", `${id}.json`), JSON.stringify(await moduleAsset(courseRoot, id)));
      return [];
    } catch (error) {
      return [{ id, problem: error instanceof Error ? error.message : String(error) }];
    }
  };
  const [unbuilt] = await Promise.all([
    Promise.all(ids.map(writeModule)),
    writeFile(join(folder, "frame.html"), framePage(frame)),
    writeFile(join(folder, "runner.js"), runner),
    writeFile(join(folder, "parser.js"), parser),
    writeFile(
      join(folder, "packages.json"),
      JSON.stringify({ packages: compiled, testkit, language: languageNames(), nodeVersion: process.version }),
    ),
  ]);
  return unbuilt.flat();
}

async function moduleAsset(courseRoot: string, id: string) {
  const moduleFolder = join(courseRoot, "modules", id);
  const manifest = await readManifest(courseRoot, id);
  const [tests, starter, lab] = await Promise.all([
    readVisibleTests(moduleFolder),
    starterOf(courseRoot, id),
    labProgram(moduleFolder),
  ]);
  return { manifest, tests, starter, lab };
}

/** As it is handed out: what lies in `src/` of a course with solutions may be somebody's work. */
async function starterOf(courseRoot: string, id: string) {
  const kept = await readStarterTexts(courseRoot, id);
  if (kept !== null) return kept.files;
  return (await readSubmission(join(courseRoot, "modules", id), await readManifest(courseRoot, id))).files;
}
