import type { ModuleManifest } from "@tinytorch/course";
import type { SubmissionToRun } from "@tinytorch/sandbox";
import { joinedParts, libraryBehind } from "./join-modules.ts";
import { packagesUsed } from "./packages-used.ts";
import { allStandIns, type StandIns, standInFile, standInsOf } from "./stand-ins.ts";
import { listed, type Together, type Trouble, troublesWith, type WrittenModule } from "./troubles.ts";

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
  const ids = await modulesOfUse(
    manifest,
    own.map((each) => each.manifest),
  );
  if (ids.length === 0) return null;
  const behind = ids.flatMap((id) => own.find((each) => each.manifest.id === id) ?? []);
  const rules = { standIns: await standInsOf(ids), behind, id: manifest.id };
  for (const each of [...behind, module]) await requireCarried(each, rules);
  const parts = await joinedParts(Object.fromEntries(behind.map((each) => [each.manifest.id, each.files])));
  const taken = Object.keys(files).find((path) => /^src\/(given\/|\d\d-)/.test(path));
  if (taken !== undefined) {
    throw new CannotStandError(
      `${manifest.id}: a folder of src/ may not be called as your modules are beside it, got ${taken}: give it another name`,
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

/** Loads the module, and whatever stands in the library's place: tests may need what the module does not. */
const entry = "src/given/entry.ts";

function entryText(own: string, packages: readonly string[]): string {
  const imports = packages.map((name) => `import ${JSON.stringify(standInFile(name).replace("src/given/", "./"))};\n`);
  return `${imports.join("")}export * from ${JSON.stringify(own.replace(/^src\//, "../"))};\n`;
}

/** Of these modules those that come before a module, and stand behind a package that it may import, or that one of them may. */
export async function modulesOfUse(
  manifest: ModuleManifest,
  own: readonly ModuleManifest[],
): Promise<readonly string[]> {
  const earlier = new Map(own.filter(({ id }) => id < manifest.id).map((each) => [each.id, each]));
  const built = builtIn(await standInsOf([...earlier.keys()]));
  const found = new Set<string>();
  const names = new Set(manifest.allowedImports);
  for (const name of names) {
    for (const id of built[name] ?? []) {
      found.add(id);
      for (const next of earlier.get(id)?.allowedImports ?? []) names.add(next);
    }
  }
  return [...found].sort();
}

/** @throws CannotStandError when a module's files need what they may have, and cannot have so. What they may not have is for the loader to say. */
async function requireCarried({ manifest, files }: WrittenModule, rules: Together): Promise<void> {
  const troubles: Trouble[] = [];
  for (const [path, text] of Object.entries(files)) {
    const allowed = manifest.fileImports?.[path] ?? manifest.allowedImports;
    const used = [...packagesUsed([text])].filter(([name]) => allowed.includes(name));
    troubles.push(...(await troublesWith(new Map(used), rules)));
  }
  const [first] = troubles;
  if (first === undefined) return;
  const built = await packagesBuilt();
  const there = rules.behind.map((each) => each.manifest.id);
  const missing = troubles.flatMap(({ name }) => built[name] ?? []).filter((id) => !there.includes(id));
  const canBeBuilt = troubles.every(({ name }) => built[name] !== undefined) && missing.every((id) => id < rules.id);
  const also = canBeBuilt ? commands("mine", missing) : "";
  const back = commands(
    "reference",
    troubles.flatMap(({ because }) => because),
  );
  const advice = also === "" ? `run ${back}` : `run ${also} as well, or ${back}`;
  throw new CannotStandError(`${manifest.id} needs ${first.why}: ${advice}`);
}

function commands(whose: string, ids: readonly string[]): string {
  const numbers = [...new Set(ids)].sort().map((id) => id.slice(0, 2));
  return listed(numbers.map((number) => `\`tito use ${whose} ${number}\``));
}

/** The files of tests that need what they cannot have so. */
async function notCarried({ sources, files }: TestTexts, rules: Together): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const file of files) {
    const [trouble] = await troublesWith(packagesUsed(withImports(file, sources)), rules);
    if (trouble !== undefined) found[file] = trouble.why;
  }
  return found;
}

/** The text of a file of tests, and of those beside it that it imports. */
function withImports(file: string, sources: Readonly<Record<string, string>>): readonly string[] {
  const seen = new Set([file]);
  for (const each of seen) {
    for (const [, next = ""] of (sources[each] ?? "").matchAll(/from "\.\/([\w./-]+)"/g)) seen.add(`tests/${next}`);
  }
  return [...seen].flatMap((each) => sources[each] ?? []);
}
