import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModuleManifest } from "@tinytorch/course";
import { folderTexts, releasedPage } from "@tinytorch/course-files";
import { z } from "zod";
import { jsonText } from "./files.ts";
import { programFolder } from "./program-place.ts";

type Texts = Readonly<Record<string, string>>;

const given = join(import.meta.dirname, "given");

/** Names that would mean something where they lie here. */
const renamed: Texts = { gitignore: ".gitignore", npmrc: ".npmrc" };

/** What every release has at its root and in `docs`: for readers, for assistants, for npm and for editors. */
export async function courseTexts(manifests: readonly ModuleManifest[]): Promise<Texts> {
  const texts = await folderTexts(given);
  const named = Object.fromEntries(Object.entries(texts).map(([path, text]) => [renamed[path] ?? path, text]));
  const [licence, student, library] = await Promise.all(
    ["LICENSE", "docs/student.md", "docs/library.md"].map((path) => readFile(join(programFolder, path), "utf8")),
  );
  return {
    ...named,
    "README.md": (named["README.md"] ?? "").replace("<!-- modules -->", moduleTable(manifests)),
    "docs/student.md": student ?? "",
    "docs/library.md": library ?? "",
    LICENSE: licence ?? "",
    "tsconfig.json": jsonText(editorSettings(manifests.map(({ id }) => id))),
  };
}

function moduleTable(manifests: readonly ModuleManifest[]): string {
  const rows = manifests.map(
    ({ id, title, promise, stars, hours }) =>
      `| [${id}](modules/${id}/README.md) | ${title}: ${promise} | ${"★".repeat(stars)} | ${hours.join("–")} |`,
  );
  return ["| module | what you build | | hours |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

/** How an editor checks types: as strictly as `tito` runs code, which takes types out and looks at none. */
function editorSettings(ids: readonly string[]) {
  const modules = ids.map((id) => [`@tinytorch/module-${id}`, [`./modules/${id}/src/index.ts`]]);
  return {
    compilerOptions: {
      target: "es2024",
      lib: ["es2024", "esnext.disposable"],
      types: ["node"],
      module: "nodenext",
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      allowImportingTsExtensions: true,
      isolatedModules: true,
      skipLibCheck: true,
      paths: { vitest: ["./types/vitest.d.ts"], ...Object.fromEntries(modules) },
    },
    include: ["modules"],
    // The judge of the milestones is there to be read: it names what only `tito` has.
    exclude: ["modules/milestones/outside", "modules/milestones/*/milestone.ts"],
  };
}

const rootSchema = z.object({
  devDependencies: z.object({ "@types/node": z.string() }),
  optionalDependencies: z.record(z.string(), z.string()),
});

/** The course's manifest for npm: `tito` and the library from `packages`, and the Node that they run on. */
export async function courseManifest(tarballs: Texts): Promise<string> {
  const root = rootSchema.parse(JSON.parse(await readFile(join(programFolder, "package.json"), "utf8")));
  const packed = Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]);
  return jsonText({
    name: "tinytorch-course",
    version: "0.0.0",
    private: true,
    type: "module",
    license: "MIT",
    engines: { node: ">=20" },
    scripts: { test: "tito test --begun" },
    dependencies: Object.fromEntries(packed),
    optionalDependencies: root.optionalDependencies,
    devDependencies: { "@types/node": root.devDependencies["@types/node"] },
  });
}

/** Pages as they are true in a release. */
export function asReleased(files: Texts): Texts {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      path.endsWith(".md") ? releasedPage(path, text, (target) => Object.hasOwn(files, target)) : text,
    ]),
  );
}
