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

test("only listed paths are taken, whatever they are called", () => {
  for (const path of ["package.json", "../x.ts", "/etc/passwd", "src/SGD.ts", "__proto__", "src/../src/sgd.ts"]) {
    const files = JSON.parse(
      JSON.stringify({ "src/index.ts": "", "src/sgd.ts": "" }).replace("}", `,${JSON.stringify(path)}:""}`),
    );
    expect(messages(files)).toEqual([expect.stringContaining(`got ${JSON.stringify(path)}`)]);
  }
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
