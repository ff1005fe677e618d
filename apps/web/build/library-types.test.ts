import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ModuleTypes } from "../src/workers/types/module-types.ts";
import { libraryTypes } from "./library-types.ts";

const types = libraryTypes();
const good = `import { Variable } from "@tinytorch/autograd";
export function double(value: Variable): Variable {
  return value.mul(2);
}
console.log(double(new Variable([1])).data.shape, performance.now());
`;

test("the library's types are those of its sources: what fits them has no fault, and what does not is told with its place", () => {
  const module = new ModuleTypes(types, { "/src/index.ts": good });
  expect(module.check({ "/src/index.ts": good })).toEqual([]);
  const wrong = good.replace("value.mul(2)", "value.shape");
  expect(module.check({ "/src/index.ts": wrong })).toMatchObject([
    { path: "/src/index.ts", line: 3, message: expect.stringContaining("from type 'Variable'") },
  ]);
  expect(module.check({ "/src/index.ts": good })).toEqual([]);
});

test("names are suggested as one types, and described with what is written about them", () => {
  const module = new ModuleTypes(types, { "/src/index.ts": good });
  const typed = good.replace("value.mul(2)", "value.ba");
  const suggested = module.complete("/src/index.ts", typed, typed.indexOf("value.ba") + "value.ba".length);
  expect(suggested.map(({ name }) => name)).toContain("backward");
  expect(module.describe("/src/index.ts", good, good.indexOf("mul"))).toMatchObject({
    type: expect.stringContaining("Variable.mul"),
  });
});

test("a file that comes, goes and is empty is taken as it is", () => {
  const module = new ModuleTypes(types, { "/src/index.ts": good });
  const uses = { "/src/index.ts": 'export { half } from "./half.ts";\n' };
  expect(module.check(uses)).toHaveLength(1);
  expect(module.check({ ...uses, "/src/half.ts": "export const half = 0.5;\n" })).toEqual([]);
  expect(module.check({ ...uses, "/src/half.ts": "" })).toHaveLength(1);
  expect(module.check(uses)).toHaveLength(1);
});

const root = join(import.meta.dirname, "../../..");

function filesIn(folder: string): Readonly<Record<string, string>> {
  const paths = globSync("**/*.ts", { cwd: join(root, folder) });
  return Object.fromEntries(paths.map((path) => [`/src/${path}`, readFileSync(join(root, folder, path), "utf8")]));
}

test("every module's starter and solution are without a fault", () => {
  const ids = globSync("modules/[0-9]*", { cwd: root }).map((path) => path.slice("modules/".length));
  expect(ids.length).toBeGreaterThan(9);
  const module = new ModuleTypes(types, {});
  for (const id of ids) {
    for (const folder of [`modules/${id}/src`, `grading/${id}/solution/src`]) {
      const files = filesIn(folder);
      expect(Object.keys(files).length, folder).toBeGreaterThan(0);
      expect(module.check(files), folder).toEqual([]);
    }
  }
});
