import { expect, test } from "vitest";
import { openReader } from "./reader.ts";
import { defaultParameters, type Parameters } from "./report.ts";
import { byFunctions, byLoops, disguised, starter } from "./testing/one-page.ts";

type Class = Readonly<Record<string, Readonly<Record<string, string>>>>;

async function reportOf(submissions: Class, parameters: Partial<Parameters> = {}) {
  const reader = await openReader(starter, { ...defaultParameters, ...parameters });
  for (const [id, files] of Object.entries(submissions)) reader.read(id, files);
  return reader.report();
}

const edited = (edit: (text: string) => string) =>
  Object.fromEntries(Object.entries(byLoops).map(([path, text]) => [path, edit(text)]));
const moments = byLoops["src/moments.ts"];
const functions = moments.split("\n\n");

const copies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "with other names": edited((text) =>
    text.replace(/\b(sum|index|values|center|bin|smallest|sorted|place)\b/g, "my$1"),
  ),
  "with functions in another order": { ...byLoops, "src/moments.ts": functions.toReversed().join("\n\n") },
  "in other files": { "src/all.ts": `${byLoops["src/histogram.ts"]}\n${moments}` },
  "with other comments": edited((text) => text.replace(/\/\*\*.*?\*\//gs, "").replace(/;$/gm, "; // as I thought")),
  "in another layout": edited((text) => text.replace(/\n +/g, " ").replace(/"/g, "'")),
  "without types": edited((text) => text.replace(/: (readonly )?number(\[\])?/g, "")),
};

test.each(Object.entries(copies))("a copy %s is found", async (_, copy) => {
  const { pairs } = await reportOf({ ann: byLoops, cem: copy, ben: byFunctions });
  expect(pairs).toMatchObject([{ left: "ann", right: "cem" }]);
  expect(pairs[0]?.similarity).toBeGreaterThan(0.7);
});

test("a copy with all of it at once is found, passage by passage, with the lines on both sides", async () => {
  const { pairs } = await reportOf({ ann: byLoops, cem: disguised });
  const [pair] = pairs;
  expect(pair?.similarity).toBeGreaterThan(0.5);
  const lineOf = (text: string, part: string) => 1 + text.slice(0, text.indexOf(part)).split("\n").length - 1;
  const other = disguised["src/moments.ts"];
  const [here, there] = [lineOf(moments, "sorted[place] = value"), lineOf(other, "ordered[at] = x\n  }")];
  const around = pair?.regions.filter(
    ({ left }) => left.path === "src/moments.ts" && left.from <= here && here <= left.to,
  );
  expect(
    around?.map(({ right }) => right.path === "src/moments.ts" && right.from <= there && there <= right.to),
  ).toEqual([true]);
  expect(
    pair?.regions.some(({ left, right }) => left.path === "src/histogram.ts" && right.path === "src/counting.ts"),
  ).toBe(true);
});

test("two people's own solutions of the same page are not, and neither is a starter that was handed in as it is", async () => {
  const report = await reportOf({ ann: byLoops, ben: byFunctions, dan: starter, eve: starter }, { threshold: 1 });
  expect(report).toEqual({ pairs: [], above: 0, unread: [] });
});

test("what more of the class share than a stated part is ignored, but never what few do", async () => {
  const everybody = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`s${index}`, byLoops]));
  expect((await reportOf(everybody, { commonPercent: 25 })).above).toBe(0);
  expect((await reportOf(everybody, { commonPercent: 100 })).above).toBe(28);
  const five = Object.fromEntries(Object.entries(everybody).slice(0, 5));
  expect((await reportOf(five, { commonPercent: 1 })).above).toBe(10);
});

test("the threshold decides what is listed", async () => {
  const two = { ann: byLoops, cem: disguised };
  expect((await reportOf(two, { threshold: 60 })).above).toBe(1);
  expect((await reportOf(two, { threshold: 90 })).above).toBe(0);
});

test("the same submissions give the same report, in whatever order their files come", async () => {
  const turned = (files: object) => Object.fromEntries(Object.entries(files).reverse());
  const one = await reportOf({ ann: byLoops, ben: byFunctions, cem: disguised });
  const other = await reportOf({ ann: turned(byLoops), ben: turned(byFunctions), cem: turned(disguised) });
  expect(other).toEqual(one);
});

const odd: Readonly<Record<string, { readonly text: string; readonly problem?: RegExp }>> = {
  "one line of 200 kB": { text: `export const list = [${"1, ".repeat(66_000)}];` },
  "nothing at all": { text: "" },
  "a hundred thousand brackets in each other": { text: `const x = ${"(".repeat(1e5)}1${")".repeat(1e5)};` },
  "brackets that never close": {
    text: "{[(".repeat(40_000),
    problem: /src\/moments.ts is not TypeScript from line 1 on/,
  },
  "a broken line among good ones": { text: `${moments}\nconst = = 3;\n`, problem: /not TypeScript from line \d\d on/ },
  "no text": { text: "\0\ud800\uffff\u202e".repeat(20_000), problem: /not TypeScript from line 1 on/ },
  "more than is read": { text: "x;".repeat(200_000), problem: /has 400000 bytes, more than the 262144 that are read/ },
};

test.each(Object.entries(odd))("a file that is %s holds nothing up", async (_, { text, problem }) => {
  const files = { ...byLoops, "src/moments.ts": text };
  const { pairs, unread } = await reportOf({ odd: files, ann: byLoops, twin: { ...files } });
  expect(pairs.length).toBeGreaterThan(0);
  const told = problem === undefined ? [] : ["odd", "twin"];
  expect(unread).toEqual(
    told.map((submission) => ({ submission, path: "src/moments.ts", problem: expect.stringMatching(problem ?? /./) })),
  );
});
