import type { SubmittedFiles } from "@tinytorch/course";
import type { SubmissionToRun } from "@tinytorch/sandbox";
import { standInFile, standInsOf } from "./stand-ins.ts";

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
  const { files, ownPackages } = await joinedParts(modules);
  return {
    files: { ...files, ...under("src/milestones", program.files) },
    entry: `src/milestones/${program.entry}`,
    exports: program.exports,
    allowedImports: [...libraryBehind, ...Object.keys(ownPackages)],
    ownPackages,
    module: "the milestones",
  };
}

/** The modules' files and what stands in the library's place, and by which names they are found. */
export async function joinedParts(
  modules: Readonly<Record<string, SubmittedFiles>>,
): Promise<Pick<SubmissionToRun, "files"> & { readonly ownPackages: Readonly<Record<string, string>> }> {
  const ids = Object.keys(modules);
  const { files, madeOf } = await standInsOf(ids);
  return {
    files: {
      ...under("src/given", files),
      ...Object.assign({}, ...ids.map((id) => under(`src/${id}`, withoutSource(modules[id] ?? {})))),
    },
    ownPackages: Object.fromEntries([
      ...Object.keys(madeOf).map((name) => [name, standInFile(name)] as const),
      ...ids.map((id) => [`@tinytorch/module-${id}`, `src/${id}/index.ts`] as const),
    ]),
  };
}

function withoutSource(files: SubmittedFiles): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace(/^src\//, ""), text]));
}

function under(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
