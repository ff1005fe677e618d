import { expect, test } from "vitest";
import { type ModuleManifest, moduleManifestSchema } from "./module-manifest.ts";
import { checkSubmission } from "./submission.ts";

const manifest: ModuleManifest = moduleManifestSchema.parse({
  id: "08-optimizers",
  title: "Optimizers",
  promise: "Build them.",
  stars: 4,
  hours: [6, 8],
  prerequisites: ["01-tensor"],
  next: null,
  entry: "src/index.ts",
  submittedFiles: ["src/index.ts", "src/sgd.ts"],
  exports: ["SGD"],
  allowedImports: ["@tinytorch/tensor"],
  points: 100,
  limits: { fileBytes: 10 },
});
const messages = (files: Record<string, string>) => checkSubmission(manifest, files).map(({ message }) => message);

test("the listed files, small enough, can be graded", () => {
  expect(messages({ "src/index.ts": "", "src/sgd.ts": "let a = 1;" })).toEqual([]);
});

test("a missing file is named", () => {
  expect(messages({ "src/index.ts": "" })).toEqual(["submission: src/sgd.ts is required, got no such file"]);
});

test("helper files are taken beside the listed ones, up to two folders deep", () => {
  const listed = { "src/index.ts": "", "src/sgd.ts": "" };
  expect(messages({ ...listed, "src/moments.ts": "", "src/shared/lists.ts": "", "src/a/b/c-d.ts": "" })).toEqual([]);
});

test.each([
  "package.json",
  "../x.ts",
  "/etc/passwd",
  "src/SGD.ts",
  "src/sgd.js",
  "src/a.test.ts",
  "src/types.d.ts",
  "src/a/b/c/d.ts",
  "src/.hidden.ts",
  "src//sgd.ts",
  "src/__proto__.ts",
  "__proto__",
  "src/../src/sgd.ts",
  "src/-.ts",
  "src/con.ts",
  "src/nul/a.ts",
  "src/sgd.ts\n",
])("a file called %j is refused by name", (path) => {
  const files = { "src/index.ts": "", "src/sgd.ts": "" };
  Object.defineProperty(files, path, { value: "", enumerable: true });
  expect(messages(files)).toEqual([
    `submission: only files like src/sgd.ts and src/helpers/two-words.ts may be handed in, got ${JSON.stringify(path)}`,
  ]);
});

test("forty files and a mebibyte in all are the most there may be", () => {
  const listed = { "src/index.ts": "", "src/sgd.ts": "" };
  const helpers = (count: number, text: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/helper-${index}.ts`, text]));
  const roomy = moduleManifestSchema.parse({ ...manifest, limits: { fileBytes: 1_000_000 } });
  expect(checkSubmission(roomy, { ...listed, ...helpers(38, "") })).toEqual([]);
  expect(checkSubmission(roomy, { ...listed, ...helpers(39, "") })).toEqual([
    { path: "src", message: "submission: there may be 40 files, got 41" },
  ]);
  expect(checkSubmission(roomy, { ...listed, ...helpers(2, "é".repeat(262_144)) })).toEqual([]);
  expect(checkSubmission(roomy, { ...listed, ...helpers(2, "é".repeat(262_145)) })).toEqual([
    { path: "src", message: "submission: all files together may have 1048576 bytes, got 1048580" },
  ]);
});

test("size is counted in bytes, and a NUL is not text", () => {
  expect(messages({ "src/index.ts": "ééééé", "src/sgd.ts": "" })).toEqual([]);
  expect(messages({ "src/index.ts": "éééééé", "src/sgd.ts": "" })).toEqual([
    "submission: a file may have 10 bytes, got 12 in src/index.ts",
  ]);
  expect(messages({ "src/index.ts": "\0", "src/sgd.ts": "" })).toEqual([
    "submission: files must be text, got a NUL in src/index.ts",
  ]);
});
