import { glob, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import {
  defineMistakes,
  type Mistake,
  parseRubric,
  type Rubric,
  type SuitePlan,
  suitePlanSchema,
} from "@tinytorch/course";
import { folderTexts } from "./folder-texts.ts";
import { importNamed } from "./import-named.ts";
import { readJson } from "./read-json.ts";

/** Where the hidden material of a module lies. */
export function hiddenFolder(root: string, id: string): string {
  return join(root, "grading", id);
}

/** A component's hidden tests. Their ids start with its name. */
export interface Suite {
  readonly component: string;
  /** Absolute path of its `suite.test.ts`. */
  readonly file: string;
}

/** What a module's `suite.json` says. @throws when it is missing or malformed. */
export async function readSuitePlan(folder: string): Promise<SuitePlan> {
  return readJson(join(folder, "suite.json"), (json) => suitePlanSchema.parse(json));
}

/** The suites of a module, in their order. @throws Error naming the components without one, and suites that none is for. */
export async function listSuites(folder: string, { components }: SuitePlan): Promise<readonly Suite[]> {
  const suites = components.map((component) => ({ component, file: join(folder, component, "suite.test.ts") }));
  const found: string[] = [];
  for await (const file of glob("*/suite.test.ts", { cwd: folder })) found.push(dirname(file));
  const place = `grading/${basename(folder)}`;
  const problems = [
    ...components
      .filter((name) => !found.includes(name))
      .map(
        (name) => `suite.json names the component ${name}, which has no folder ${place}/${name} with a suite.test.ts`,
      ),
    ...found
      .sort()
      .filter((name) => !components.includes(name))
      .map((name) => `suite.json must name the component ${name}, whose suite is ${place}/${name}/suite.test.ts`),
  ];
  if (problems.length > 0) throw new Error(problems.join("; "));
  return suites;
}

/** What each hidden test is worth, as it was frozen. @throws when it is missing, malformed, or another module's. */
export async function readRubric(folder: string, id: string): Promise<Rubric> {
  const rubric = await readJson(join(folder, "rubric.json"), parseRubric);
  if (rubric.module !== id) throw new Error(`the rubric must be of ${id}, got ${rubric.module}`);
  return rubric;
}

/** Freezes what each hidden test is worth, for graders and servers to hold. */
export async function writeRubric(folder: string, rubric: Rubric): Promise<void> {
  await writeFile(join(folder, "rubric.json"), `${JSON.stringify(parseRubric(rubric), null, 2)}\n`);
}

/** The mistakes that the suites must catch, component by component. */
export async function readMistakes(folder: string, { components }: SuitePlan): Promise<readonly Mistake[]> {
  const files = components.map((component) => join(folder, component, "mistakes.ts"));
  const each = await Promise.all(files.map((file) => importNamed<readonly Mistake[]>(file, "mistakes")));
  return defineMistakes(each.flat());
}

/** All that a hidden test may be made of, by path inside the folder: mistakes and solution are none of it. */
export function suiteTexts(folder: string): Promise<Readonly<Record<string, string>>> {
  const isSuite = (path: string) => /\.ts$/.test(path) && !/\/mistakes\.ts$|^(solution|node_modules)\//.test(path);
  return folderTexts(folder, (path) => path === "suite.json" || isSuite(path));
}
