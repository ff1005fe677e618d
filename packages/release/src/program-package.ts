import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { folderTexts, libraryEntry } from "@tinytorch/course-files";
import { addonFolder, readyBundlesFile } from "@tinytorch/sandbox";
import { type Plugin, rolldown } from "rolldown";
import { z } from "zod";
import { type Files, jsonText, under } from "./files.ts";
import { licencesOf } from "./licences.ts";
import { milestonePrograms, milestonesIndex } from "./milestone-files.ts";
import { smallNames } from "./minified.ts";
import { programFolder } from "./program-place.ts";
import { readyBundles } from "./ready-bundles.ts";
import { isOfSuites, withoutSuites } from "./visible-testkit.ts";

/** What the program is made of. */
export interface ProgramParts {
  /** The packages of the library that are installed beside it, each with its version. */
  readonly library: Readonly<Record<string, string>>;
  /** The milestones that it can run. */
  readonly milestones: readonly string[];
}

/** The version of Node that isolated-vm's binaries are for, as native packages count it. */
const abi = "137";

/** The commands of those who teach and operate are not there. */
const leftOut = ["apps/cli/src/staff/commands.ts", "apps/cli/src/operator/commands.ts"];

/** The page on which a lab is seen live. */
const labPage = "apps/cli/src/student/pictures/live-lab/page";

/** What packages of the library a sandbox needs whatever a module imports: what stands behind joined modules. */
const alwaysServed = ["@tinytorch/tensor", "@tinytorch/data"];

/** A package, and what of other people's went into it. */
export interface ProgramPackage {
  readonly files: Files;
  /** The texts of other people's files. */
  readonly others: readonly string[];
}

/** `tito` as npm installs it: the student's commands and all that they need, but for Node and the library. */
export async function programPackage({ library, milestones }: ProgramParts): Promise<ProgramPackage> {
  const { files, modules, imports } = await bundled(milestones);
  const served = [...new Set([...Object.keys(library), ...alwaysServed])];
  const needed = Object.entries(library).filter(([name]) => imports.includes(name));
  const others = modules.filter((id) => id.includes(`${sep}node_modules${sep}`));
  const manifest = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(programFolder, "apps/cli/package.json"), "utf8")));
  const packed: Files = {
    "package.json": jsonText({
      name: "@tinytorch/tito",
      version: manifest.version,
      type: "module",
      license: "MIT",
      bin: { tito: "program/tito.js" },
      dependencies: Object.fromEntries(needed),
    }),
    LICENSE: await readFile(join(programFolder, "LICENSE"), "utf8"),
    "LICENCES-OF-OTHERS.txt": await licencesOf([...others, join(addonFolder(), "package.json")]),
    ...under("program", files),
    [readyBundlesFile]: JSON.stringify(await readyBundles(served)),
    ...under("packages/sandbox/isolated-vm", await isolatedVm()),
    ...under("packages/joined/src/given", await folderTexts(join(programFolder, "packages/joined/src/given"))),
    ...under("packages/testkit/src", await testkit()),
    ...under("modules/milestones", await milestonePrograms(milestones)),
    ...under(labPage, await folderTexts(join(programFolder, labPage))),
  };
  return { files: packed, others: await Promise.all(others.map((file) => readFile(file, "utf8"))) };
}

async function bundled(milestones: readonly string[]) {
  const made = await rolldown({
    input: { tito: entryId },
    platform: "node",
    // Some packages have a build for bundlers beside one that finds its files only where it lies.
    resolve: { mainFields: ["module", "main"] },
    external: (id) => /^@tinytorch\/(autograd|data|nn|optimizers|options|tensor)(\/|$)/.test(id),
    plugins: [ownPlaces, standIns(milestones)],
  });
  const { output } = await made.generate({
    format: "esm",
    comments: false,
    minify: smallNames,
    chunkFileNames: "[name]-[hash].js",
  });
  await made.close();
  const chunks = output.filter((each) => each.type === "chunk");
  return {
    files: Object.fromEntries(chunks.map(({ fileName, code }) => [fileName, code])),
    modules: chunks.flatMap(({ moduleIds }) => moduleIds),
    imports: chunks.flatMap(({ imports }) => imports),
  };
}

const entryId = "tito-entry";

/** Says in a sentence which Node is needed, before anything is loaded that another one cannot read. */
const entryText = `#!/usr/bin/env node
if (process.versions.modules === "${abi}") await import(${JSON.stringify(join(programFolder, "apps/cli/src/main.ts"))});
else {
  process.stderr.write("tito: it needs Node 24, which \`npm ci\` brings: start it as \`npx --no tito\`, got Node " + process.versions.node + "\\n");
  process.exitCode = 2;
}
`;

/** All files of the program are in one folder here, and find what lies beside them as if each were at its own place. */
const ownPlaces: Plugin = {
  name: "own-places",
  transform(code, id) {
    const place = relative(programFolder, dirname(id)).split(sep).join("/");
    if (/(^|\/)node_modules\/|^\.\./.test(place) || !code.includes("import.meta.dirname")) return null;
    return code.replaceAll("import.meta.dirname", `(import.meta.dirname + ${JSON.stringify(`/../${place}`)})`);
  },
};

/** `tito start` without a module needs what is not there, and says so. */
const noDemo = `import { Command } from "@commander-js/extra-typings";
export const start = new Command("start").allowUnknownOption().action(() => {});
`;

/** What is otherwise in a release than in a checkout. */
function standIns(milestones: readonly string[]): Plugin {
  const texts: Readonly<Record<string, string>> = {
    [join(programFolder, "modules/milestones/index.ts")]: milestonesIndex(milestones),
    [join(programFolder, "apps/cli/src/operator/start.ts")]: noDemo,
    ...Object.fromEntries(leftOut.map((path) => [join(programFolder, path), "export const groups = [];\n"])),
  };
  return {
    name: "stand-ins",
    resolveId: (id) => (id === entryId ? id : null),
    load: (id) => (id === entryId ? entryText : (texts[id] ?? null)),
  };
}

/** isolated-vm's binaries for the Node that is installed, and its licence. */
async function isolatedVm(): Promise<Files> {
  const folder = addonFolder();
  const prebuilds = await readdir(join(folder, "prebuilds"), { recursive: true });
  const paths = prebuilds
    .map((path) => path.split(sep).join("/"))
    .filter((path) => path.includes(`.abi${abi}.`))
    .map((path) => `prebuilds/${path}`);
  const { name, version } = z
    .object({ name: z.string(), version: z.string() })
    .parse(JSON.parse(await readFile(join(folder, "package.json"), "utf8")));
  const files = await Promise.all(
    [...paths, "LICENSE"].map(async (path) => [path, await readFile(join(folder, path))] as const),
  );
  return { "package.json": jsonText({ name, version }), ...Object.fromEntries(files) };
}

/** Tests find the testkit as text, for it runs inside the sandbox with them. */
async function testkit(): Promise<Files> {
  const folder = dirname(libraryEntry("@tinytorch/testkit"));
  const texts = await folderTexts(folder, (path) => /^[a-z-]+\.ts$/.test(path) && !isOfSuites(path));
  return { ...texts, "index.ts": withoutSuites(texts["index.ts"] ?? "") };
}
