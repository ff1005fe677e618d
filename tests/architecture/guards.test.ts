// Lane: process

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** A folder with these files and this workspace's rules for them. */
function folderWith(rules: string, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-guards-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  copyFileSync(join(root, rules), join(folder, rules));
  // biome asks git which files to leave alone, and needs to be told of none.
  writeFileSync(join(folder, ".gitignore"), "node_modules/\n");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function said(tool: string, words: readonly string[], cwd: string): string {
  const { stdout, stderr } = spawnSync(join(root, "node_modules/.bin", tool), words, { cwd, encoding: "utf8" });
  return stdout + stderr;
}

/** The rules of biome's that some files break, each with the file. */
function broken(files: Readonly<Record<string, string>>): string[] {
  const text = said("biome", ["lint", "--colors=off", "."], folderWith("biome.json", files));
  return Array.from(text.matchAll(/^(\S+?):\d+:\d+ lint\/\w+\/(\w+)/gm), ([, file, rule]) => `${file} ${rule}`).sort();
}

test("lint refuses an import that the table does not allow, of a type too, and no other", () => {
  const of = (name: string) => `import type { A } from "@tinytorch/${name}";\nexport type B = A;\n`;
  const files = {
    "packages/tensor/src/a.ts": of("options"),
    "packages/tensor/src/b.ts": of("nn"),
    "packages/course/src/c.ts": of("grader"),
    "packages/grader/src/d.ts": of("sandbox"),
    "apps/autograder/src/e.ts": of("sandbox"),
    "apps/cli/src/f.ts": of("autograder"),
    "packages/nn/src/g.ts": of("tensor/internal"),
    "apps/web/src/h.ts": of("tensor/internal"),
  };
  expect(broken(files)).toEqual([
    "apps/autograder/src/e.ts noRestrictedImports",
    "apps/cli/src/f.ts noRestrictedImports",
    "apps/web/src/h.ts noRestrictedImports",
    "packages/course/src/c.ts noRestrictedImports",
    "packages/tensor/src/b.ts noRestrictedImports",
  ]);
});

test("lint refuses a circle of files, also when one of its arrows is of a type alone", () => {
  const files = {
    "packages/tensor/src/a.ts": 'import type { B } from "./b.ts";\nexport const a = (b: B): B => b;\n',
    "packages/tensor/src/b.ts": 'import { a } from "./a.ts";\nexport type B = number;\nexport const b = a;\n',
    "packages/tensor/src/c.ts": 'import { a } from "./a.ts";\nexport const c = a;\n',
  };
  expect(broken(files)).toEqual(["packages/tensor/src/a.ts noImportCycles", "packages/tensor/src/b.ts noImportCycles"]);
});

test("lint refuses a file, an export and a dependency that nobody uses", () => {
  const manifest = { name: "dead", type: "module", main: "src/index.ts", dependencies: { zod: "4.6.7" } };
  const folder = folderWith("knip.json", {
    "package.json": JSON.stringify(manifest),
    "src/index.ts": 'import { used } from "./used.ts";\nexport const all = used;\n',
    "src/used.ts": "export const used = 1;\nexport const unused = 2;\n",
    "src/dead.ts": "export const dead = 3;\n",
  });
  const text = said("knip", ["--no-config-hints", "--no-progress"], folder);
  for (const found of ["src/dead.ts", "unused", "zod"]) expect(text).toContain(found);
  expect(text).not.toContain("used.ts:1");
});
