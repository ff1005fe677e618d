// Lane: process

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { executablePath, openChromium } from "@tinytorch/browser/chromium";
import { runIn, timeless, WorkbenchServer, type WorkbenchTab } from "@tinytorch/browser/workbench-page";
import type { LoadProblem, Report } from "@tinytorch/course";
import { readManifest } from "@tinytorch/course-files";
import { type Grader, startGrader } from "@tinytorch/grader";
import { type Rehearsal, readVisibleTests, rehearse } from "@tinytorch/rehearsal";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { corpus, type Sample, type Verdict } from "./corpus.ts";

/** A course of one module, whose only visible test asks what its only hidden test asks. */
const root = join(import.meta.dirname, "../fixtures/differential-course");
const manifest = await readManifest(root, "01-answer");
const visibleTests = await readVisibleTests(join(root, "modules/01-answer"));

let grader: Grader;
let browser: Browser | undefined;
let server: WorkbenchServer | undefined;
let tab: WorkbenchTab;
beforeAll(async () => {
  grader = await startGrader({ root });
  browser = await openChromium();
  if (browser === undefined) return;
  server = await WorkbenchServer.start(root);
  tab = await server.open(browser);
});
afterAll(async () => {
  await grader.close();
  await browser?.close();
  await server?.close();
});

/** What comes to something else in a tab, and why that is so. */
const otherwiseInTab: ReadonlySet<string> = new Set([
  // A tab's worker has no limit of memory of its own: what fills it runs out of time.
  "memory without end",
]);

interface Outcome {
  readonly verdict: Verdict;
  readonly problems: readonly LoadProblem[];
  /** Where the test says that the submission went wrong. */
  readonly where: string | null;
}

async function graded({ files }: Sample): Promise<Outcome> {
  const report = await grader.grade({ moduleId: manifest.id, files, seed: 1 });
  return { verdict: verdictOf(report), problems: report.loadProblems, where: placeIn(report.tests[0]?.output ?? "") };
}

function verdictOf({ loadProblems, tests: [only] }: Report): Verdict {
  if (loadProblems.length > 0) return "does not load";
  const kind = only?.kind ?? "passes";
  // What is no plain data is not the number that was asked for.
  if (kind === "refused-reply") return "wrong";
  if (kind === "load") return "missing";
  if (kind === "refused-import") return "does not load";
  return kind;
}

function atHome(rehearsal: Rehearsal): Outcome {
  const [only] = rehearsal.tests;
  return { verdict: verdictAtHome(rehearsal), problems: rehearsal.loadProblems, where: placeIn(only?.where ?? "") };
}

const words: readonly (readonly [said: RegExp, verdict: Verdict])[] = [
  [/^expected .* to be 42/s, "wrong"],
  [/^not written yet: /, "todo"],
  [/ does not export answer$/, "missing"],
  [/^it ran longer than /, "timeout"],
  [/^it ran out of memory /, "memory"],
];

function verdictAtHome({ loadProblems, brokenTestFiles, tests: [only] }: Rehearsal): Verdict {
  expect(brokenTestFiles).toEqual([]);
  if (loadProblems.length > 0) return "does not load";
  if (only?.state === "passed") return "passes";
  return words.find(([said]) => said.test(only?.cause ?? ""))?.[1] ?? "threw";
}

/** A place in the submission that is named in words: `src/index.ts:3`. */
function placeIn(text: string): string | null {
  return /src\/[a-z/-]+\.ts:\d+/.exec(text)?.[0] ?? null;
}

const places = (problems: readonly LoadProblem[]) => problems.map(({ file, line }) => `${file}:${line}`).sort();

describe(`${corpus.length} small submissions come to the same at home and graded`, () => {
  test.each(corpus)("$name: $verdict", async (sample) => {
    // One after the other: what fills its memory is slower beside another that does.
    const rehearsal = await rehearse(manifest, sample.files, visibleTests);
    const home = atHome(rehearsal);
    const grading = await graded(sample);
    expect(home, "at home as graded").toEqual(grading);
    expect(home.verdict).toBe(sample.verdict);
    if (sample.at !== undefined) expect(places(home.problems)).toEqual(sample.at);
    for (const { message } of home.problems) expect(message).toMatch(/^\S.{15,}$/);
    if (browser === undefined || otherwiseInTab.has(sample.name)) return;
    const inTab = await runIn(tab, manifest.id, sample.files);
    expect(timeless(inTab), "in a tab as at home, word for word").toEqual(timeless(rehearsal));
  });

  test("and in a tab of a browser", ({ skip }) => {
    if (browser === undefined) skip(`not run: Chromium is not installed here at ${executablePath}`);
    expect([...otherwiseInTab].filter((name) => !corpus.some((sample) => sample.name === name))).toEqual([]);
  });
});

test("no two of them have one name, and a student's page says how many there are", () => {
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
  const page = readFileSync(join(import.meta.dirname, "../../docs/student.md"), "utf8");
  expect(/^(\d+) small submissions/m.exec(page)?.[1]).toBe(String(corpus.length));
});
