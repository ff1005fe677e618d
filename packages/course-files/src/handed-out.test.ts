import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { handedOut } from "./handed-out.ts";
import { readManifest } from "./read-manifest.ts";

const fixtures = join(import.meta.dirname, "../../../tests/fixtures/course");

test("a module is page, manifest, hints, starter, visible tests and lab; what lies beside is left out, and so are links", async () => {
  const root = await mkdtemp(join(tmpdir(), "handed-out-"));
  onTestFinished(() => rm(root, { recursive: true }));
  const folder = join(root, "modules/01-echo");
  const given = ["README.md", "module.json", "hints.json", "src/index.ts", "src/helpers/two-words.ts"];
  const more = ["tests/echo.test.ts", "tests/cases/large.json", "lab/lab.ts"];
  const beside = [
    ...[
      "notes.md",
      "package.json",
      "vitest.config.ts",
      ".env",
      "solution/src/index.ts",
      "src/README.md",
      "src/.hidden.ts",
      "tests/.cache/x.ts",
    ],
    ...["lab/node_modules/x/index.js", "node_modules/x/index.js", ".tito/in-use.json"],
  ];
  for (const path of [...given, ...more, ...beside]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `of ${path}\n`);
  }
  await writeFile(join(root, "secret.ts"), "secret");
  await symlink(join(root, "secret.ts"), join(folder, "tests/linked.test.ts"));
  await symlink(root, join(folder, "lab/linked"));

  const texts = await handedOut(root, await readManifest(fixtures, "01-echo"));
  expect(Object.keys(texts)).toEqual([...given, ...more].sort());
  for (const [path, text] of Object.entries(texts)) expect(text).toBe(`of ${path}\n`);
});

test("a page that is a link is not handed out", async () => {
  const root = await mkdtemp(join(tmpdir(), "handed-out-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, "modules/01-echo/src"), { recursive: true });
  await writeFile(join(root, "secret.md"), "secret");
  await symlink(join(root, "secret.md"), join(root, "modules/01-echo/README.md"));
  expect(await handedOut(root, await readManifest(fixtures, "01-echo"))).toEqual({});
});
