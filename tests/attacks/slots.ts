import type { Report } from "@tinytorch/course";
import { type Grader, startGrader } from "@tinytorch/grader";
import { afterAll, beforeAll } from "vitest";
import { attackCourse } from "./course-root.ts";

/** The module for all attacks but the endless ones; its time limit is one that nobody means to reach. */
export const patient = "01-slots";
/** The module for endless attacks. */
export const hurried = "02-hurried";

/**
 * A submission that answers rightly in every slot but those for which a function of the hidden input is given, as text.
 * `before` runs as it is loaded.
 */
export function submissionWith(
  attacks: Readonly<Record<number, string>>,
  before = "",
): { readonly "src/index.ts": string } {
  const entries = Object.entries(attacks).map(([slot, attack]) => `  ${slot}: ${attack},\n`);
  return {
    "src/index.ts": `${before}
const attacks = {
${entries.join("")}};
export const answer = (slot, input) => (slot in attacks ? attacks[slot](input) : input);
`,
  };
}

/** A real grader process on the attack course for the tests of a file: grades a submission in a module. */
export function attackGrader(): (
  attacks: Readonly<Record<number, string>>,
  before?: string,
  module?: string,
) => Promise<Report> {
  let grader: Grader;
  beforeAll(async () => {
    grader = await startGrader({ root: attackCourse });
  }, 120_000);
  afterAll(() => grader?.close());
  return (attacks, before, module = patient) =>
    grader.grade({ moduleId: module, files: submissionWith(attacks, before), seed: 7 });
}

/** What a slot came to: `passed`, or the kind of the failure and the sentence a student reads. */
export function outcomes(report: Report): readonly string[] {
  return report.tests.map(({ kind, output }) => (kind === null ? "passed" : `${kind}: ${output.split(/\.?\n/)[0]}`));
}

/** Ten times the same. */
export function everySlot(outcome: string): readonly string[] {
  return Array.from({ length: 10 }, () => outcome);
}
