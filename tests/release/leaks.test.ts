// Lane: process

import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseRubric } from "@tinytorch/course";
import { folderTexts, isTelling, solutionLines } from "@tinytorch/course-files";
import { courseSecrets, findLeaks, packFiles } from "@tinytorch/release";
import { temporaryFolder } from "@tinytorch/test-harness";
import { expect, test } from "vitest";

const course = join(import.meta.dirname, "../..");
const isReceived = (path: string) => /^\d\d-[^/]+\/(README\.md|(module|hints)\.json|(src|tests|lab)\/.+)$/.test(path);
const received = await folderTexts(join(course, "modules"), isReceived);
const secrets = await courseSecrets(course, Object.values(received));

const pages = { page: "modules/08-optimizers/README.md", starter: "modules/01-tensor/src/tensor.ts" };
const visible = "modules/03-layers/tests/linear.test.ts";

function hiddenText(path: string): string {
  return readFileSync(join(course, "grading", path), "utf8");
}

function receivedText(path: string): string {
  return received[path.replace("modules/", "")] ?? "";
}

/** The longest line of a solution's regions: one that nobody else writes. */
function regionLine(path: string): string {
  const inside = solutionLines(path, hiddenText(path)).filter(({ isInside, text }) => isInside && isTelling(text));
  return inside.map(({ text }) => text).reduce((longest, text) => (text.length > longest.length ? text : longest), "");
}

/** Writes a folder like a release, and finds what leaks from it. */
async function leaksOf(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return findLeaks(folder, secrets);
}

test("pages, starters, visible tests and labs as they are leak nothing", async () => {
  expect(await leaksOf(received)).toEqual([]);
});

test("a leak in a page, a starter, a visible test, packed JavaScript, a source map and JSON is each named with file and module", async () => {
  const minified = regionLine("07-autograd/solution/src/variable.ts").replace(/\s/g, "").replaceAll('"', "`");
  const suite = hiddenText("05-cnn/conv/suite.test.ts");
  const hint = parseRubric(JSON.parse(hiddenText("09-training/rubric.json"))).tests.find(
    ({ visibility, hint: text }) => visibility !== "visible" && isTelling(text),
  )?.hint;
  const leaks = await leaksOf({
    [pages.page]: `${receivedText(pages.page)}\n${regionLine("08-optimizers/solution/src/adam.ts")}\n`,
    [pages.starter]: receivedText(pages.starter).replace(
      "{",
      `{\n      ${regionLine("01-tensor/solution/src/tensor.ts")}`,
    ),
    [visible]: `${receivedText(visible)}\n${hiddenText("03-layers/linear/suite.test.ts").split("\n").slice(20, 40).join("\n")}`,
    "packages/library.tgz": await packFiles("package", {
      "index.js": `function a(b){let c=1;${minified}return c}export{a};`,
      "index.js.map": JSON.stringify({ version: 3, sourcesContent: [suite], mappings: "" }),
    }),
    "data/notes.json": JSON.stringify({ notes: [{ text: `Remember: ${hint}` }] }),
  });
  const named = leaks.map(({ file, module }) => `${file}: ${module}`);
  // A line may be of several modules, and is named for each.
  expect(named).toEqual(
    expect.arrayContaining([
      "data/notes.json: 09-training",
      `${pages.starter}: 01-tensor`,
      `${visible}: 03-layers`,
      `${pages.page}: 08-optimizers`,
      "packages/library.tgz/package/index.js.map: 05-cnn",
      "packages/library.tgz/package/index.js: 07-autograd",
    ]),
  );
  expect(new Set(leaks.map(({ file }) => file)).size).toBe(6);
  expect(leaks.find(({ file }) => file === pages.page)?.what).toMatch(/^a line of the solution \(src\/adam\.ts:\d+\)$/);
});

test("packed files in packed files and what is encoded in base64 are looked into", async () => {
  const line = regionLine("08-optimizers/solution/src/sgd.ts");
  const inner = await packFiles("package", { "index.js": line });
  const encoded = Buffer.from(JSON.stringify({ sourcesContent: [line] })).toString("base64");
  const leaks = await leaksOf({
    "course.tgz": await packFiles("course", { "packages/library.tgz": inner }),
    "index.js": `//# sourceMappingURL=data:application/json;base64,${encoded}\n`,
  });
  expect(leaks.map(({ file }) => file).sort()).toEqual([
    "course.tgz/course/packages/library.tgz/package/index.js",
    "index.js",
  ]);
});

test("an expected number is found without its line, and not as a part of a longer one", async () => {
  const number = secrets.find(({ kind, form }) => kind === "number" && form.includes("."));
  const leaks = await leaksOf({ "a.js": `let a=${number?.form};`, "b.js": `let a=1${number?.form};` });
  expect(leaks).toMatchObject([{ file: "a.js", module: number?.module }]);
});

test("a short line is found in a bundle that JSON holds, where it is a line of its own", async () => {
  const isShort = ({ kind, form }: (typeof secrets)[number]) =>
    kind === "line" && form.length < 20 && !/["\\]/.test(form);
  const secret = secrets.find(isShort);
  const code = `let a = 1;\n\t${secret?.form}\nreturn a;`;
  const leaks = await leaksOf({ "bundles.json": JSON.stringify({ "esm tensor/src/index.ts": { code } }) });
  expect(leaks.map(({ file, module }) => `${file}: ${module}`)).toContain(`bundles.json 0 code: ${secret?.module}`);
});
