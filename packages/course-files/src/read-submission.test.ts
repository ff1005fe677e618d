// Lane: process

import { execFileSync } from "node:child_process";
import { link, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ModuleManifest, moduleManifestSchema } from "@tinytorch/course";
import { expect, onTestFinished, test } from "vitest";
import { readSubmission } from "./read-submission.ts";

const manifest: ModuleManifest = moduleManifestSchema.parse({
  id: "08-optimizers",
  title: "Optimizers",
  promise: "Build them.",
  stars: 4,
  hours: [6, 8],
  prerequisites: [],
  next: null,
  entry: "src/index.ts",
  submittedFiles: ["src/index.ts", "src/sgd.ts"],
  exports: ["SGD"],
  allowedImports: [],
  points: 100,
  limits: { fileBytes: 100 },
});

async function workWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "work-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const found = async (folder: string) => {
  const { files, problems, left } = await readSubmission(folder, manifest);
  return { paths: Object.keys(files), problems: problems.map(({ message }) => message), left };
};

test("the listed files are read, and helper files beside them, two folders deep", async () => {
  const files = { "src/index.ts": "a", "src/sgd.ts": "b", "src/moments.ts": "c", "src/a/b/c.ts": "d" };
  const { files: read, problems, left } = await readSubmission(await workWith(files), manifest);
  expect({ read, problems, left }).toEqual({ read: files, problems: [], left: [] });
});

test("what no submission may hold stays where it is, and TypeScript among it is named", async () => {
  const folder = await workWith({
    "package.json": "{}",
    "src/index.ts": "",
    "src/notes.md": "",
    "src/.hidden.ts": "",
    "src/node_modules/x/index.ts": "",
    "src/Helper.ts": "",
    "src/sgd.test.ts": "",
    "src/a/b/c/deep.ts": "",
  });
  expect(await found(folder)).toEqual({
    paths: ["src/index.ts"],
    problems: [],
    left: ["src/Helper.ts", "src/a/b/c/deep.ts", "src/sgd.test.ts"],
  });
});

test("a folder without src/ holds nothing", async () => {
  expect(await found(await workWith({ "sgd.ts": "" }))).toEqual({ paths: [], problems: [], left: [] });
});

test("a link to a file is refused by name and not followed, wherever it leads", async () => {
  for (const target of ["../../secret.ts", "sgd.ts", "/dev/zero", "/nowhere"]) {
    const folder = await workWith({ "src/sgd.ts": "mine" });
    await symlink(target, join(folder, "src/index.ts"));
    expect(await found(folder)).toEqual({
      paths: ["src/sgd.ts"],
      problems: ["submission: src/index.ts must be a file, got a link"],
      left: [],
    });
  }
});

test("a link in a folder's place is refused: src/ itself, and one inside it", async () => {
  const elsewhere = await workWith({ "src/index.ts": "not mine" });
  const folder = await workWith({});
  await symlink(join(elsewhere, "src"), join(folder, "src"));
  expect(await found(folder)).toMatchObject({ paths: [], problems: ["submission: src must be a folder, got a link"] });

  const helpers = await workWith({ "src/index.ts": "" });
  await symlink(join(elsewhere, "src"), join(helpers, "src/helpers"));
  expect(await found(helpers)).toMatchObject({
    paths: ["src/index.ts"],
    problems: ["submission: src/helpers must be a folder, got a link"],
  });
});

test("a pipe, a socket and a folder in a file's place are refused, and nothing waits for them", async () => {
  const folder = await workWith({ "src/index.ts/inside.txt": "" });
  execFileSync("mkfifo", [join(folder, "src/sgd.ts")]);
  const server = createServer().listen(join(folder, "src/talk.ts"));
  await new Promise((done) => server.once("listening", done));
  const { paths, problems } = await found(folder);
  await new Promise((done) => server.close(done));
  expect(paths).toEqual([]);
  expect(problems.sort()).toEqual([
    "submission: src/index.ts must be a file, got a folder",
    "submission: src/sgd.ts must be a file, got a pipe",
    "submission: src/talk.ts must be a file, got a socket",
  ]);
});

test("a file over the limit is refused by its size, without being read", async () => {
  const folder = await workWith({ "src/index.ts": "x".repeat(100), "src/sgd.ts": "" });
  // A terabyte of nothing, which no reader would come back from.
  await truncate(join(folder, "src/sgd.ts"), 2 ** 40);
  expect(await found(folder)).toMatchObject({
    paths: ["src/index.ts"],
    problems: ["submission: a file may have 100 bytes, got 1099511627776 in src/sgd.ts"],
  });
});

test("too many files are counted and no more than forty read; a folder of thousands is not walked to its end", async () => {
  const files = Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`src/helper-${index}.ts`, ""]));
  const folder = await workWith(files);
  const { paths, problems } = await found(folder);
  expect(paths).toHaveLength(40);
  expect(problems).toEqual(["submission: there may be 40 files, got 41"]);

  for (let index = 0; index < 1_000; index++)
    await link(join(folder, "src/helper-0.ts"), join(folder, `src/${index}.md`));
  expect((await found(folder)).problems).toEqual(["submission: src may hold 1000 files and folders, got more"]);
});
