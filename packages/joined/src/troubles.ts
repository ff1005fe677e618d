import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import { libraryEntry } from "@tinytorch/course-files";
import { LibraryBundles } from "@tinytorch/sandbox";
import type { NamesByPackage } from "./packages-used.ts";
import { type StandIns, standInFile } from "./stand-ins.ts";

/** A module as somebody wrote it. */
export interface WrittenModule {
  readonly manifest: ModuleManifest;
  readonly files: SubmittedFiles;
}

/** What stands in the library's place together. */
export interface Together {
  readonly standIns: StandIns;
  /** The modules that it is made of. */
  readonly behind: readonly WrittenModule[];
  /** The module that is tested. */
  readonly id: string;
}

/** A package that is not there as it is needed. */
export interface Trouble {
  readonly name: string;
  /** As what follows "it needs". */
  readonly why: string;
  /** The modules that it would not be there without. */
  readonly because: readonly string[];
}

/** Of these packages those of the library's that are built upon a replaced one, and stand-ins that lack a name. */
export async function troublesWith(used: NamesByPackage, together: Together): Promise<readonly Trouble[]> {
  const found: Trouble[] = [];
  for (const [name, names] of used) {
    const { madeOf } = together.standIns;
    const trouble =
      madeOf[name] === undefined
        ? await brokenFooting(name, madeOf)
        : await tooSmall(name, names, madeOf[name], together);
    if (trouble !== null) found.push(trouble);
  }
  return found;
}

/** A package of the library's knows the objects of those that it is built upon, and no others. */
async function brokenFooting(name: string, madeOf: StandIns["madeOf"]): Promise<Trouble | null> {
  const modules = Object.keys(await bundles.modules([name])).map((id) => id.replace("/src/index.ts", ""));
  const replaced = modules.filter((each) => madeOf[each] !== undefined);
  if (replaced.length === 0) return null;
  const why = `${name}, which the library builds upon its own ${listed(replaced)} and not upon yours`;
  return { name, why, because: replaced.flatMap((each) => madeOf[each] ?? []) };
}

const bundles = new LibraryBundles(libraryEntry);

/** A name that the library has not either is misspelled, or a type: the loader says so, with its place. */
async function tooSmall(
  name: string,
  names: readonly string[],
  modules: readonly string[],
  together: Together,
): Promise<Trouble | null> {
  const there = exportsOf(name, together);
  const beyond = names.filter((each) => !there.includes(each));
  if (beyond.length === 0) return null;
  const library = await bundles.exportsOf(name);
  const lacking = beyond.filter((each) => library.includes(each));
  if (lacking.length === 0) return null;
  const why = `${listed(lacking)} of ${name}, which your own modules do not give as the library does`;
  return { name, why, because: modules.slice(-1) };
}

/** What stands in a package's place exports as the library does: names of its own, and what modules promise that it hands on whole. */
function exportsOf(name: string, { standIns, behind }: Together): readonly string[] {
  const text = standIns.files[standInFile(name).replace("src/given/", "")] ?? "";
  const handedOn = Array.from(text.matchAll(/export \* from "@tinytorch\/module-([\w-]+)"/g), ([, id]) => id);
  const all = [
    ...Array.from(text.matchAll(/export (?:const|function) (\w+)/g), ([, each = ""]) => each),
    ...Array.from(text.matchAll(/export \{([^}]*)\}/g), ([, list = ""]) => list.match(/\w+/g) ?? []).flat(),
    ...behind.filter(({ manifest }) => handedOn.includes(manifest.id)).flatMap(({ manifest }) => manifest.exports),
  ];
  return all.filter((each) => !less[name]?.includes(each));
}

/** Of what the course asks for less than the library has: these have no `stateDict`. */
const less: Readonly<Record<string, readonly string[]>> = {
  "@tinytorch/optimizers": ["Optimizer", "SGD", "Adam", "AdamW", "StepLR", "CosineAnnealingLR", "LinearLR"],
};

/** Names in a sentence: "a, b and c". */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB").format(names);
}
