import { expect, test } from "vitest";
import { groupsInOrder, placeOfImport, starsOf } from "./import-graph.ts";

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

/** As the language reads what is written a statement a line, with comments and texts as they are below. */
const specifiersOf = (source: string): readonly string[] =>
  [...source.replace(/\/\/[^\n]*|\/\*.*?\*\/|'import [^\n]*'/gs, "").matchAll(/from (["'])(.*?)\1/g)].map(
    ([, , specifier = ""]) => specifier,
  );
const placeIn = (source: string, specifier: string, name?: string) =>
  placeOfImport({ file: "x", source, read: specifiersOf }, specifier, name);

test("an import is found where it stands: its specifier, or a name in the same statement", () => {
  const source =
    'import { b } from "./b.ts";\nimport {\n  a,\n  type C,\n} from "./a.ts";\nexport { a as d } from \'./a.ts\';';
  expect(placeIn(source, "./a.ts")).toEqual({ file: "x", line: 5, column: 8 });
  expect(placeIn(source, "./a.ts", "a")).toEqual({ file: "x", line: 3, column: 3 });
  expect(placeIn(source, "./b.ts", "b")).toEqual({ file: "x", line: 1, column: 10 });
  expect(placeIn(source, "./b.ts", "C")).toBe(null);
  expect(placeIn(source, "./c.ts")).toBe(null);
});

test("an import that stands in a comment or in a text is none", () => {
  const source = `// import { b } from "./b.ts";
const said = 'import { b } from "./b.ts"';
/*
export * from "./b.ts"; */
import { b } from "./b.ts";
export * from "./c.ts";`;
  expect(placeIn(source, "./b.ts")).toEqual({ file: "x", line: 5, column: 19 });
  expect(placeIn(source, "./b.ts", "b")).toEqual({ file: "x", line: 5, column: 10 });
  expect(starsOf(source, specifiersOf)).toEqual(["./c.ts"]);
});
