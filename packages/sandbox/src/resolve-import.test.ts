import { expect, test } from "vitest";
import { resolveImport } from "./resolve-import.ts";

const modules = new Set([
  "src/index.ts",
  "src/sgd.ts",
  "@tinytorch/tensor/src/index.ts",
  "@tinytorch/tensor/src/shape.ts",
  "@tinytorch/optimizers/src/index.ts",
]);
const resolve = (specifier: string, from = "src/index.ts") => {
  const resolution = resolveImport(specifier, from, ["@tinytorch/tensor"], (id) => modules.has(id));
  return resolution.kind === "module" ? resolution.id : resolution.message;
};

test("a submission finds its own files and the allowed packages", () => {
  expect(resolve("./sgd.ts")).toBe("src/sgd.ts");
  expect(resolve("../src/sgd.ts")).toBe("src/sgd.ts");
  expect(resolve("@tinytorch/tensor")).toBe("@tinytorch/tensor/src/index.ts");
});

test("everything else is refused by name, with what is allowed", () => {
  const rule = "import: this module may import @tinytorch/tensor and its own files";
  expect(resolve("node:fs")).toBe(`${rule}, got "node:fs" in src/index.ts; there is no Node where code runs`);
  expect(resolve("@tinytorch/optimizers")).toBe(`${rule}, got "@tinytorch/optimizers" in src/index.ts`);
  expect(resolve("@tinytorch/tensor/src/shape.ts")).toBe(
    `${rule}, got "@tinytorch/tensor/src/shape.ts" in src/index.ts`,
  );
  for (const specifier of [
    "./adam.ts",
    "../../sgd.ts",
    "../@tinytorch/optimizers/src/index.ts",
    "../../../../etc/passwd",
  ]) {
    expect(resolve(specifier)).toMatch(/^import: a relative import must name one of the submitted files, got/);
  }
});

test("a package of ours finds its own files and its fellows, and nothing of the submission", () => {
  const ours = "@tinytorch/tensor/src/index.ts";
  expect(resolve("./shape.ts", ours)).toBe("@tinytorch/tensor/src/shape.ts");
  expect(resolve("@tinytorch/optimizers", ours)).toBe("@tinytorch/optimizers/src/index.ts");
  expect(resolve("../../../src/sgd.ts", ours)).toMatch(/^import: /);
});

test("where files stand in the place of packages they are found by whoever may import these, and not by themselves", () => {
  const joined = new Set([...modules, "src/given/tensor.ts", "src/given/nn.ts", "src/01-tensor/index.ts"]);
  const ownPackages = {
    "@tinytorch/tensor": "src/given/tensor.ts",
    "@tinytorch/nn": "src/given/nn.ts",
    "@tinytorch/module-01-tensor": "src/01-tensor/index.ts",
  };
  const find = (specifier: string, from: string, allowed: readonly string[]) => {
    const resolution = resolveImport(specifier, from, allowed, (id) => joined.has(id), ownPackages);
    return resolution.kind === "module" ? resolution.id : resolution.message;
  };
  const all = Object.keys(ownPackages);
  expect(find("@tinytorch/tensor", "src/sgd.ts", ["@tinytorch/tensor"])).toBe("src/given/tensor.ts");
  expect(find("@tinytorch/nn", "src/sgd.ts", ["@tinytorch/tensor"])).toMatch(/^import: this module may import /);
  expect(find("@tinytorch/tensor", "src/given/tensor.ts", all)).toBe("@tinytorch/tensor/src/index.ts");
  expect(find("@tinytorch/module-01-tensor", "src/given/tensor.ts", all)).toBe("src/01-tensor/index.ts");
  expect(find("@tinytorch/tensor", "@tinytorch/optimizers/src/index.ts", [])).toBe("@tinytorch/tensor/src/index.ts");
});
