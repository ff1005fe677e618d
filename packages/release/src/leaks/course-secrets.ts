import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseRubric } from "@tinytorch/course";
import { folderTexts, isTelling, solutionLines } from "@tinytorch/course-files";
import { longNumbers, normalForm } from "./normal-form.ts";
import { Parts } from "./parts.ts";
import { withoutTypes } from "./without-types.ts";

type Texts = Readonly<Record<string, string>>;

/** Something that no student may receive. */
export interface Secret {
  readonly module: string;
  /** What it is, and where it stands, as what follows "holds": `a line of the solution (src/sgd.ts:31)`. */
  readonly what: string;
  /** As it is compared. */
  readonly form: string;
  /** A number is compared with whole numbers of a text, a line with any part of it. */
  readonly kind: "line" | "number";
}

/**
 * All that a course's hidden half has and its other half has not: lines of solution regions, of hidden suites and mistakes, titles of
 * hidden tests, hints that are not shown to everybody, and long numbers that are expected.
 *
 * @param received texts that students receive as they lie in the course, and whatever else is no secret: what stands there is none.
 * @param known texts whose numbers give nothing away, for they are the field's.
 */
export async function courseSecrets(
  course: string,
  received: readonly string[],
  known: readonly string[] = [],
): Promise<readonly Secret[]> {
  const modules = (await readdir(join(course, "grading"), { withFileTypes: true })).filter((each) =>
    each.isDirectory(),
  );
  const secrets = (await Promise.all(modules.map(({ name }) => secretsOf(course, name)))).flat();
  const lines = secrets.filter(({ kind }) => kind === "line");
  const parts = new Parts(lines, shortestLine);
  const open = new Set(received.flatMap((text) => [...parts.of(normalForm(text))]));
  const numbers = new Set([...received, ...known].flatMap(longNumbers));
  const hidden = secrets.filter((secret) => (secret.kind === "line" ? !open.has(secret) : !numbers.has(secret.form)));
  return [...new Map(hidden.map((secret) => [`${secret.module} ${secret.kind} ${secret.form}`, secret])).values()];
}

/** What has twelve letters and digits has as many characters, but for a zero before a point. */
const shortestLine = 10;

async function secretsOf(course: string, module: string): Promise<readonly Secret[]> {
  const texts = await folderTexts(
    join(course, "grading", module),
    (path) =>
      /\.(ts|json)$/.test(path) && !/(^|\/)node_modules\/|^(package|signatures|accepted-mutants)\.json$/.test(path),
  );
  const sources = Object.fromEntries(Object.entries(texts).filter(([path]) => path.endsWith(".ts")));
  const isSolution = (path: string) => path.startsWith("solution/");
  const runs = await withoutTypes(sources);
  return [
    ...Object.entries(sources).flatMap(([path, text]) => {
      const lines = linesOf(module, path, text, runs[path] ?? "");
      return isSolution(path) ? lines : [...lines, ...numbersOf(module, path, text)];
    }),
    ...rubricSecrets(module, texts),
  ];
}

/** The lines that tell something, as they are written and as they are run. */
function linesOf(module: string, path: string, text: string, asRun: string): readonly Secret[] {
  const isSolution = path.startsWith("solution/");
  const what = isSolution ? "a line of the solution" : "a line of the hidden suite";
  const running = asRun.split("\n");
  const all = solutionLines(path.replace("solution/", ""), text);
  const outside = new Set(all.filter(({ isInside }) => !isInside).map((each) => each.text));
  return all
    .filter(({ text: written, isInside }) => !isSolution || (isInside && !outside.has(written)))
    .flatMap(({ path: place, line, text: written }) =>
      [...new Set([written, (running[line - 1] ?? "").trim()])]
        .filter(isTelling)
        .filter((each) => !/^import |^\} from "/.test(each))
        .map((each) => ({ module, what: `${what} (${place}:${line})`, form: normalForm(each), kind: "line" as const })),
    );
}

/** Powers of two are the machine's, and no values of the course. */
function numbersOf(module: string, path: string, text: string): readonly Secret[] {
  return text.split("\n").flatMap((line, index) =>
    longNumbers(line)
      .filter((form) => !Number.isInteger(Math.log2(Number(form))))
      .map((form) => ({
        module,
        what: `an expected number (${path}:${index + 1})`,
        form,
        kind: "number" as const,
      })),
  );
}

function rubricSecrets(module: string, { "rubric.json": rubric }: Texts): readonly Secret[] {
  if (rubric === undefined) return [];
  return parseRubric(JSON.parse(rubric))
    .tests.flatMap(({ id, title, hint, visibility }) => [
      { what: `the title of the hidden test ${id}`, text: title },
      ...(visibility === "visible" ? [] : [{ what: `the hint of the hidden test ${id}`, text: hint }]),
    ])
    .filter(({ text }) => isTelling(text))
    .map(({ what, text }) => ({ module, what, form: normalForm(text), kind: "line" as const }));
}
