// Lane: process
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { LibraryBundles } from "./library-bundles.ts";
import { resolveImport } from "./resolve-import.ts";

const packages = join(import.meta.dirname, "../..");
const inside = "@tinytorch/tensor/internal/src/index.ts";
let modules: Readonly<Record<string, string>>;
beforeAll(async () => {
  const library = new LibraryBundles((name) => {
    const [, folder = "", face = "index"] = name.split("/");
    return join(packages, folder, "src", `${face}.ts`);
  });
  modules = await library.modules(["@tinytorch/autograd"]);
});

function resolve(specifier: string, from: string): string {
  const allowed = ["@tinytorch/autograd", "@tinytorch/tensor"];
  const found = resolveImport(specifier, from, allowed, (id) => Object.hasOwn(modules, id));
  return found.kind === "module" ? found.id : found.message;
}

describe("the library's bundles", () => {
  it("are the packages asked for and those that they import in turn", () => {
    const ids = ["autograd", "tensor", "tensor/internal", "options"].map((name) => `@tinytorch/${name}/src/index.ts`);
    expect(Object.keys(modules).sort()).toEqual(ids.sort());
  });

  it("hold what two faces of a package share once", () => {
    expect(modules[inside]).toContain("class Tensor");
    expect(modules["@tinytorch/tensor/src/index.ts"]).not.toContain("class");
  });

  it("let a package import the inside of another, and no submission", () => {
    expect(resolve("@tinytorch/tensor/internal", "@tinytorch/autograd/src/index.ts")).toBe(inside);
    expect(resolve("@tinytorch/tensor", "src/index.ts")).toBe("@tinytorch/tensor/src/index.ts");
    for (const specifier of ["@tinytorch/tensor/internal", `../${inside}`, `./${inside}`, inside]) {
      expect(resolve(specifier, "src/index.ts")).toContain(specifier);
      expect(resolve(specifier, "src/index.ts")).not.toBe(inside);
    }
  });
});
