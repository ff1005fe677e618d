import { expect, test } from "vitest";
import { packagesUsed } from "./packages-used.ts";

const used = (...texts: readonly string[]) => Object.fromEntries(packagesUsed(texts));

test("what is imported by name, over all files, under the name that the package has for it", () => {
  const [one, two] = [
    'import { tensor, zeros as none } from "@tinytorch/tensor";\nexport { DataLoader } from "@tinytorch/data";\n',
    "import {\n  ones,\n  tensor,\n} from '@tinytorch/tensor';\n",
  ];
  expect(used(one, two)).toEqual({
    "@tinytorch/tensor": ["tensor", "zeros", "ones"],
    "@tinytorch/data": ["DataLoader"],
  });
});

test("types are gone when it runs, and so is a package of which there are only types", () => {
  const text = `import type { Module } from "@tinytorch/nn";
export type { Shape } from "@tinytorch/tensor";
import { type Tensor } from "@tinytorch/tensor";
import { type Dataset, DataLoader } from "@tinytorch/data";`;
  expect(used(text)).toEqual({ "@tinytorch/data": ["DataLoader"] });
});

test("a package that is imported whole is used, whatever of it is", () => {
  expect(used('import * as t from "@tinytorch/tensor";', 'export * from "@tinytorch/nn"')).toEqual({
    "@tinytorch/tensor": [],
    "@tinytorch/nn": [],
  });
});

test("files of its own and what is not ours are none", () => {
  expect(used('import { a } from "./a.ts";\nimport { test } from "vitest";\nexport const x = { from: "y" };')).toEqual(
    {},
  );
});
