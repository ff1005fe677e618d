import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyCourse, echoCourse } from "@tinytorch/test-harness";

/** The modules of the term: four times the same one, so that each has the same three hidden tests: of 40, 50 and 10 points. */
const modules = { "01-echo": "Echo", "02-clocks": "Clocks", "03-attempts": "Attempts", "04-worth": "Worth" };

const first = "01-echo";
const lateBy = (graceMinutes: number) => ({ percentPerDay: 10, days: 3, graceMinutes });

/** What the course decides before the term, on the clocks of Berlin. */
const dates = {
  zone: "Europe/Berlin",
  late: lateBy(10),
  lateDays: 2,
  assignments: {
    "01-echo": { release: "2026-10-05T09:00", due: "2026-10-16T23:59" },
    "02-clocks": { due: "2026-10-24T18:00", late: lateBy(0) },
    "03-attempts": { due: "2026-11-13T18:00", attempts: 2, coolDownMinutes: 60, counts: "best" },
    "04-worth": { due: "2026-12-04T18:00", points: 20, counts: "chosen" },
  },
};

/** Makes the course of the term in a new folder. */
export function makeCourse(folder: string): string {
  copyCourse(echoCourse, folder, dates);
  for (const [module, title] of Object.entries(modules)) {
    if (module === first) continue;
    for (const part of ["modules", "grading"]) {
      const copy = join(folder, part, module);
      cpSync(join(folder, part, first), copy, { recursive: true });
      replaceIn(copy, [first, module], ['"title": "Echo"', `"title": "${title}"`]);
    }
    // Of the module that it was made for.
    rmSync(join(folder, "grading", module, "signatures.json"));
  }
  return folder;
}

/** Gives the first two hidden tests of a module 45 points each, in the suite and in the rubric. */
export function correctSuite(folder: string, module: string): void {
  const points = ["40", "50"].flatMap((before): [string, string][] => [
    [`points: ${before},`, "points: 45,"],
    [`"points": ${before},`, '"points": 45,'],
  ]);
  replaceIn(join(folder, "grading", module), ...points);
}

function replaceIn(folder: string, ...replacements: readonly (readonly [string, string])[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const before = readFileSync(file, "utf8");
    writeFileSync(
      file,
      replacements.reduce((text, [from, to]) => text.replaceAll(from, to), before),
    );
  }
}

const work = (echo: string, several: string) => ({
  "src/index.ts": `export function echo(value: number): number {\n  ${echo}\n}\n\nexport function sum(values: readonly number[]): number {\n  ${several}\n}\n`,
});
const [right, sums] = ["return value;", "return values.reduce((total, value) => total + value, 0);"];
const missing = 'throw new Error("TODO");';

/** What is handed in, by what the tests give for it. */
export const works = {
  all: work(right, sums),
  /** 90: the sum of nothing is not 0. */
  withoutNone: work(right, "return values.reduce((total, value) => total + value);"),
  /** 60 before the suite is corrected, 55 after. */
  sumAlone: work(missing, sums),
  /** 40 before the suite is corrected, 45 after. */
  echoAlone: work(right, missing),
  /** 0. */
  starter: work(missing, missing),
  broken: { "src/index.ts": "export function echo(" },
};
