import { expect, test } from "vitest";
import { limitsFor } from "./limits.ts";
import { moduleManifestSchema } from "./module-manifest.ts";

const manifest = {
  id: "08-optimizers",
  title: "Optimizers",
  promise: "Build them.",
  stars: 4,
  hours: [6, 8],
  prerequisites: ["01-tensor"],
  next: "09-training",
  entry: "src/index.ts",
  submittedFiles: ["src/index.ts"],
  exports: ["SGD"],
  allowedImports: ["@tinytorch/tensor"],
  points: 100,
};
const problems = (changes: object) =>
  moduleManifestSchema.safeParse({ ...manifest, ...changes }).error?.issues.map((issue) => issue.path.join(".")) ?? [];

test("a manifest names each field that is wrong", () => {
  expect(problems({})).toEqual([]);
  expect(problems({ id: "8-optimizers" })).toEqual(["id"]);
  expect(problems({ stars: 5 })).toEqual(["stars"]);
  expect(problems({ submittedFiles: ["../src/index.ts"] })).toContain("submittedFiles.0");
  expect(problems({ allowedImports: ["node:fs"] })).toEqual(["allowedImports.0"]);
  expect(problems({ entry: "src/main.ts" })).toEqual(["entry"]);
  expect(problems({ limits: { replyDepth: 0 } })).toEqual(["limits.replyDepth"]);
  expect(problems({ limits: { time: 1 } })).toEqual(["limits"]);
});

test("single files may import less than the module, never more, and what is withheld is a name or a method", () => {
  expect(
    problems({ fileImports: { "src/index.ts": [] }, withheld: ["softmax", "Tensor.relu", "Tensor.relu_"] }),
  ).toEqual([]);
  expect(problems({ fileImports: { "src/index.ts": ["@tinytorch/nn"] } })).toEqual(["fileImports"]);
  expect(problems({ fileImports: { "src/other.ts": [] } })).toEqual(["fileImports"]);
  expect(problems({ withheld: ["Tensor.prototype.relu"] })).toEqual(["withheld.0"]);
});

test("a run may not be allowed longer than a grader is waited for", () => {
  expect(problems({ limits: { runMilliseconds: 100_000 } })).toEqual([]);
  const { error } = moduleManifestSchema.safeParse({ ...manifest, limits: { runMilliseconds: 100_001 } });
  expect(error?.issues).toMatchObject([
    {
      path: ["limits", "runMilliseconds"],
      message: "must be at most 100000: a grader that is busy for longer counts as broken",
    },
  ]);
});

test("a module's limits lie over the defaults", () => {
  expect(limitsFor({ testMilliseconds: 10 })).toEqual({ ...limitsFor(undefined), testMilliseconds: 10 });
});
