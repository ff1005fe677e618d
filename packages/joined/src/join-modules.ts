import { join } from "node:path";
import type { SubmittedFiles } from "@tinytorch/course";
import { folderTexts } from "@tinytorch/course-files";
import type { SubmissionToRun } from "@tinytorch/sandbox";

/** A program that is run on the joined modules: its files below `modules/milestones`, which find modules by their packages' names. */
export interface Program {
  /** By path, such as `xor/program.ts`. */
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly exports: readonly string[];
}

type JoinedSubmission = Pick<
  SubmissionToRun,
  "files" | "entry" | "exports" | "allowedImports" | "ownPackages" | "module"
>;

/** The library that stands behind what no module builds. */
export const libraryBehind = ["@tinytorch/tensor", "@tinytorch/data"] as const;

/** Packages of the library in whose place files of `given/` stand. */
const replaced = ["tensor", "autograd", "nn", "data", "optimizers"];

/**
 * One submission of a student's modules and a program on them. A module lies in `src/` under its id; where its files import the
 * library they find the student's earlier modules under that name, and where they import nothing of it they notice nothing.
 *
 * @param modules the files of each module, by its id.
 */
export async function joinModules(
  modules: Readonly<Record<string, SubmittedFiles>>,
  program: Program,
): Promise<JoinedSubmission> {
  const ids = Object.keys(modules);
  const all = await folderTexts(join(import.meta.dirname, "given"), (path) => path.endsWith(".ts"));
  const given = Object.fromEntries(
    Object.entries(all).filter(([, text]) => modulesIn(text).every((id) => ids.includes(id))),
  );
  return {
    files: {
      ...under("src/given", given),
      ...Object.assign({}, ...ids.map((id) => under(`src/${id}`, withoutSource(modules[id] ?? {})))),
      ...under("src/milestones", program.files),
    },
    entry: `src/milestones/${program.entry}`,
    exports: program.exports,
    allowedImports: libraryBehind,
    ownPackages: Object.fromEntries([
      ...replaced
        .filter((name) => Object.hasOwn(given, `${name}.ts`))
        .map((name) => [`@tinytorch/${name}`, `src/given/${name}.ts`] as const),
      ...ids.map((id) => [`@tinytorch/module-${id}`, `src/${id}/index.ts`] as const),
    ]),
    module: "the milestones",
  };
}

/** The modules that a file in `given/` is made of: without one of them it stands for nothing. */
function modulesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/"@tinytorch\/module-([\w-]+)"/g), ([, id = ""]) => id);
}

function withoutSource(files: SubmittedFiles): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace(/^src\//, ""), text]));
}

function under(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
