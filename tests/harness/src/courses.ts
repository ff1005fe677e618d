import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const tests = join(import.meta.dirname, "../..");

/** The smallest course there is: one module, three hidden tests, no package of the library. */
export const echoCourse = join(tests, "fixtures/course");

/** Copies a course to a new folder, to be changed at will; `dates` become its `course.json`. */
export function copyCourse(course: string, copy: string, dates?: unknown): string {
  for (const part of ["modules", "grading"]) cpSync(join(course, part), join(copy, part), { recursive: true });
  // Suites import what the tests do.
  symlinkSync(join(tests, "node_modules"), join(copy, "node_modules"));
  if (dates !== undefined) writeFileSync(join(copy, "course.json"), JSON.stringify(dates));
  return copy;
}
