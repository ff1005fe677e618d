import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { pageSections } from "../checks/check-page.ts";
import { type ModulePlace, modulePlace } from "../checks/module-check.ts";

const id = "01-small";

const manifest = {
  id,
  title: "Small",
  promise: "As small as a module can be.",
  stars: 1,
  hours: [1, 1],
  prerequisites: [],
  next: null,
  entry: "src/index.ts",
  submittedFiles: ["src/index.ts", "src/twice.ts"],
  exports: ["twice"],
  allowedImports: [],
  predict: [1, 2, 3].map((n) => ({ question: `What is twice ${n}?`, answer: `${2 * n}`, why: "It is doubled." })),
  points: 100,
};

export const smallPage = `# Small

**As small as a module can be.**

pnpm tito test 01, pnpm tito submit 01-small, node modules/01-small/lab/lab.ts

\`\`\`ts
import { twice } from "./src/index.ts";
if (twice(2) !== 4) throw new Error("twice 2 must be 4");
\`\`\`

\`\`\`text
a picture
of two and
of four
\`\`\`

${pageSections.map((section) => `## ${section}\n`).join("\n")}`;

const solution = `export function twice(value: number): number {
  // BEGIN SOLUTION
  // TODO: double the value
  const doubled = value + value;
  return doubled;
  // END SOLUTION
}
`;

const starter = `export function twice(value: number): number {
  throw new Error("TODO(01-small): double the value");
}
`;

const hints = [
  {
    part: "twice",
    question: "What is added to the value to have twice as much?",
    formula: "twice(x) = x + x",
    place: { file: "src/twice.ts", words: "In twice: give back the sum." },
  },
];

const rubric = {
  module: id,
  tests: [
    { id: "twice.two", title: "twice: of two", points: 90, visibility: "visible", hint: "Double it." },
    { id: "later.two", title: "later: of two", points: 10, visibility: "after-due", hint: "Double it later." },
  ],
};

const index = 'export { twice } from "./twice.ts";\n';

const files: Readonly<Record<string, string>> = {
  "modules/01-small/package.json": JSON.stringify({ name: "@tinytorch/module-01-small" }),
  "grading/01-small/package.json": JSON.stringify({
    name: "@tinytorch/grading-01-small",
    scripts: { prove: "tito verify 01 --quick" },
    devDependencies: {
      "@tinytorch/module-01-small": "workspace:*",
      "@tinytorch/grader": "workspace:*",
      "@tinytorch/suite-proof": "workspace:*",
    },
  }),
  "modules/01-small/module.json": JSON.stringify(manifest),
  "modules/01-small/README.md": smallPage,
  "modules/01-small/hints.json": JSON.stringify(hints),
  "modules/01-small/src/index.ts": index,
  "modules/01-small/src/twice.ts": starter,
  "modules/01-small/tests/twice.test.ts": 'describe("twice", () => {});\n',
  "modules/01-small/lab/lab.ts":
    'process.stdout.write(process.argv.includes("--json") ? "[1]" : "a picture\\nof two and\\nof four");\n',
  "grading/01-small/rubric.json": JSON.stringify(rubric),
  "grading/01-small/solution/src/index.ts": index,
  "grading/01-small/solution/src/twice.ts": solution,
  "grading/01-small/twice/suite.test.ts": 'hidden("twice.two", ({ twice }) => twice(2));\n',
  "grading/01-small/twice/mistakes.ts": '[{ file: "src/twice.ts" }]\n',
};

/**
 * A module in a course of its own, gone when the test ends: it keeps every rule that can be checked without running tests.
 * @param changes other texts for some files, or null for none
 */
export async function smallModule(changes: Readonly<Record<string, string | null>> = {}): Promise<ModulePlace> {
  const root = await mkdtemp(join(tmpdir(), "small-module-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries({ ...files, ...changes })) {
    if (text === null) continue;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return modulePlace(root, id);
}

/** The hints, of which the first has other entries. */
export function hintsWith(changes: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return { "modules/01-small/hints.json": JSON.stringify(hints.map((hint) => ({ ...hint, ...changes }))) };
}

/** The manifest with other entries. */
export function manifestWith(changes: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return { "modules/01-small/module.json": JSON.stringify({ ...manifest, ...changes }) };
}
