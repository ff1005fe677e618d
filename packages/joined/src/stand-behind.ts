import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import { libraryEntry } from "@tinytorch/course-files";
import { LibraryBundles, type SubmissionToRun } from "@tinytorch/sandbox";
import { joinedParts, libraryBehind } from "./join-modules.ts";
import { type NamesByPackage, packagesUsed } from "./packages-used.ts";
import { allStandIns, type StandIns, standInsOf } from "./stand-ins.ts";

/** A module as somebody wrote it. */
export interface WrittenModule {
  readonly manifest: ModuleManifest;
  readonly files: SubmittedFiles;
}

/** A module's visible tests: sources by path, and the files that hold tests. */
export interface TestTexts {
  readonly sources: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}

/** A module with earlier ones of the same hand in the library's place. */
export interface StoodBehind {
  /** The modules that stand there, in order. */
  readonly modules: readonly string[];
  /** What is loaded: the module at its own place, the others and what stands in the library's place beside it. */
  readonly submission: Pick<SubmissionToRun, "files" | "entry" | "allowedImports" | "fileImports" | "ownPackages">;
  /** Packages that are needed beside those of the module. */
  readonly packages: readonly string[];
  /** Files of tests that cannot be run so, each with why, as what follows "it needs". */
  readonly onLibrary: Readonly<Record<string, string>>;
}

/** A sentence without its end: why these modules cannot stand behind this one, and what to do. */
export class CannotStandError extends Error {
  override readonly name = "CannotStandError";
}

/**
 * Puts earlier modules in the library's place for one that is tested. What is joined is what a milestone joins
 * ([0026](../../../docs/decisions/0026-milestones-are-judged-from-weights.md)); a module's own rules stay as they are.
 *
 * @param own the modules that are to stand there; those that this one has no use for, and later ones, are left out.
 * @returns null when none of them is of use here.
 * @throws CannotStandError
 */
export async function standBehind(
  module: WrittenModule,
  tests: TestTexts,
  own: readonly WrittenModule[],
): Promise<StoodBehind | null> {
  const { manifest, files } = module;
  const earlier = new Map(own.filter((each) => each.manifest.id < manifest.id).map((each) => [each.manifest.id, each]));
  const ids = await modulesOfUse(manifest, earlier);
  if (ids.length === 0) return null;
  const behind = ids.flatMap((id) => earlier.get(id) ?? []);
  const rules = { standIns: await standInsOf(ids), behind, id: manifest.id };
  for (const each of [...behind, module]) await requireCarried(each, rules);
  const parts = await joinedParts(Object.fromEntries(behind.map((each) => [each.manifest.id, each.files])));
  const taken = Object.keys(files).find((path) => /^src\/(given\/|\d\d-)/.test(path));
  if (taken !== undefined) {
    throw new CannotStandError(
      `${manifest.id}: a folder of src/ may not be called as your modules are beside it, got ${taken}: give it another name, or run ${backTo(ids)}`,
    );
  }
  const standing = Object.keys(rules.standIns.madeOf);
  return {
    modules: ids,
    submission: {
      files: { ...files, ...parts.files, [entry]: entryText(manifest.entry, standing) },
      entry,
      allowedImports: [...new Set([...libraryBehind, ...manifest.allowedImports, ...Object.keys(parts.ownPackages)])],
      fileImports: Object.fromEntries(
        Object.keys(files).map((path) => [path, manifest.fileImports?.[path] ?? manifest.allowedImports]),
      ),
      ownPackages: parts.ownPackages,
    },
    packages: libraryBehind,
    onLibrary: await notCarried(tests, rules),
  };
}

/** Whom each package is built by, of those that modules may stand behind: it is replaced once all of them are there. */
export async function packagesBuilt(): Promise<Readonly<Record<string, readonly string[]>>> {
  return builtIn(await allStandIns());
}

function builtIn({ madeOf }: StandIns): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(madeOf).filter(([name]) => !onlyInMilestones.includes(name)));
}

/** The course's layers are made otherwise than the library's: nothing that is written for those runs on them. */
const onlyInMilestones = ["@tinytorch/nn"];

/** Of what the course asks for less than the library has: these have no `stateDict`. */
const less: Readonly<Record<string, readonly string[]>> = {
  "@tinytorch/optimizers": ["Optimizer", "SGD", "Adam", "AdamW", "StepLR", "CosineAnnealingLR", "LinearLR"],
};

/** What a module's files, and a file of tests, may find. */
interface Rules {
  readonly standIns: StandIns;
  readonly behind: readonly WrittenModule[];
  /** The module that is tested. */
  readonly id: string;
}

/** Loads the module, and whatever stands in the library's place: tests may need what the module does not. */
const entry = "src/given/entry.ts";

function entryText(own: string, packages: readonly string[]): string {
  const imports = packages.map(
    (name) => `import ${JSON.stringify(name.replace("@tinytorch/", "./").concat(".ts"))};\n`,
  );
  return `${imports.join("")}export * from ${JSON.stringify(own.replace(/^src\//, "../"))};\n`;
}

/** Of these modules those behind a package that the module may import, or that one of them may. */
async function modulesOfUse(
  manifest: ModuleManifest,
  own: ReadonlyMap<string, WrittenModule>,
): Promise<readonly string[]> {
  const built = builtIn(await standInsOf([...own.keys()]));
  const found = new Set<string>();
  const names = new Set(manifest.allowedImports);
  for (const name of names) {
    for (const id of built[name] ?? []) {
      found.add(id);
      for (const next of own.get(id)?.manifest.allowedImports ?? []) names.add(next);
    }
  }
  return [...found].sort();
}

/** @throws CannotStandError when a module's files need what they cannot have so. */
async function requireCarried({ manifest, files }: WrittenModule, rules: Rules): Promise<void> {
  const troubles = await troublesWith(packagesUsed(Object.values(files)), rules);
  const [first] = troubles;
  if (first === undefined) return;
  const built = await packagesBuilt();
  const there = rules.behind.map((each) => each.manifest.id);
  const missing = new Set(
    troubles.flatMap(({ name }) => built[name] ?? [rules.id]).filter((id) => !there.includes(id)),
  );
  const isBuilt = missing.size > 0 && [...missing].every((id) => id < rules.id);
  const also = [...missing].sort().map((id) => `\`tito use mine ${id.slice(0, 2)}\``);
  const advice = isBuilt ? `run ${inWords(also)} as well, or ` : "run ";
  throw new CannotStandError(`${manifest.id} needs ${first.why}: ${advice}${backTo(first.because)}`);
}

/** The files of tests that need what they cannot have so. */
async function notCarried({ sources, files }: TestTexts, rules: Rules): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const file of files) {
    const [trouble] = await troublesWith(packagesUsed(withImports(file, sources)), rules);
    if (trouble !== undefined) found[file] = trouble.why;
  }
  return found;
}

interface Trouble {
  readonly name: string;
  readonly why: string;
  /** The modules that it would not be there without. */
  readonly because: readonly string[];
}

/** The packages that are not there as they are needed: those of the library's that are built upon a replaced one, and stand-ins that lack a name. */
async function troublesWith(used: NamesByPackage, { standIns, behind }: Rules): Promise<readonly Trouble[]> {
  const found: Trouble[] = [];
  for (const [name, names] of used) {
    const modules = standIns.madeOf[name];
    if (modules !== undefined) {
      const there = exportsOf(name, standIns, behind);
      const lacking = names.filter((each) => !there.includes(each));
      if (lacking.length === 0) continue;
      found.push({
        name,
        why: `${inWords(lacking)} of ${name}, which your own modules do not give as the library does`,
        because: modules,
      });
      continue;
    }
    const on = (await builtUpon(name)).find((each) => standIns.madeOf[each] !== undefined);
    if (on === undefined) continue;
    const because = standIns.madeOf[on] ?? [];
    found.push({ name, why: `${name}, which the library builds upon its own ${on} and not upon yours`, because });
  }
  return found;
}

/** What stands in a package's place exports: its own, and all that modules promise which it hands on whole. */
function exportsOf(name: string, { files }: StandIns, behind: readonly WrittenModule[]): readonly string[] {
  const text = files[name.replace("@tinytorch/", "").concat(".ts")] ?? "";
  const handedOn = Array.from(text.matchAll(/export \* from "@tinytorch\/module-([\w-]+)"/g), ([, id]) => id);
  const all = [
    ...Array.from(text.matchAll(/export (?:const|function) (\w+)/g), ([, each = ""]) => each),
    ...Array.from(text.matchAll(/export \{([^}]*)\}/g), ([, list = ""]) => list.match(/\w+/g) ?? []).flat(),
    ...behind.filter(({ manifest }) => handedOn.includes(manifest.id)).flatMap(({ manifest }) => manifest.exports),
  ];
  return all.filter((each) => !less[name]?.includes(each));
}

/** The packages that the library's one imports, and those that they do. */
async function builtUpon(name: string): Promise<readonly string[]> {
  const modules = await bundles.modules([name]);
  return Object.keys(modules).map((id) => id.replace("/src/index.ts", ""));
}

const bundles = new LibraryBundles(libraryEntry);

/** The text of a file of tests, and of those beside it that it imports. */
function withImports(file: string, sources: Readonly<Record<string, string>>): readonly string[] {
  const seen = new Set([file]);
  for (const each of seen) {
    for (const [, next = ""] of (sources[each] ?? "").matchAll(/from "\.\/([\w./-]+)"/g)) seen.add(`tests/${next}`);
  }
  return [...seen].flatMap((each) => sources[each] ?? []);
}

function backTo(ids: readonly string[]): string {
  return `\`tito use reference ${ids[0]?.slice(0, 2)}\``;
}

function inWords(parts: readonly string[]): string {
  return parts.join(", ").replace(/, (?=[^,]*$)/, " and ");
}
