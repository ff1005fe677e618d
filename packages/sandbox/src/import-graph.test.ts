import { expect, test } from "vitest";
import { groupsInOrder, placeOfImport } from "./import-graph.ts";

const order = (imports: Readonly<Record<string, readonly string[]>>) =>
  groupsInOrder("index", (file) => imports[file] ?? []).map((group) => group.join("+"));

test("what a file imports comes before it, each file once, in the order of the imports", () => {
  expect(order({ index: ["b", "a"], a: ["c"], b: ["c"] })).toEqual(["c", "b", "a", "index"]);
});

test("files that import each other in a circle are one group", () => {
  expect(order({ index: ["a", "d"], a: ["b"], b: ["c"], c: ["a", "e"], d: ["a"] })).toEqual([
    "e",
    "a+b+c",
    "d",
    "index",
  ]);
  expect(order({ index: ["index"] })).toEqual(["index"]);
});

test("an import is found where it stands: its specifier, or a name in the same statement", () => {
  const source =
    'import { b } from "./b.ts";\nimport {\n  a,\n  type C,\n} from "./a.ts";\nexport { a as d } from \'./a.ts\';';
  expect(placeOfImport("x", source, "./a.ts")).toEqual({ file: "x", line: 5, column: 8 });
  expect(placeOfImport("x", source, "./a.ts", "a")).toEqual({ file: "x", line: 3, column: 3 });
  expect(placeOfImport("x", source, "./b.ts", "b")).toEqual({ file: "x", line: 1, column: 10 });
  expect(placeOfImport("x", source, "./b.ts", "C")).toBe(null);
  expect(placeOfImport("x", source, "./c.ts")).toBe(null);
});
