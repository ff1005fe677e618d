import { join } from "node:path";
import { z } from "zod";

/** What a check found, for a person or a program. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  /** What holds; or everything that is wrong. */
  readonly sentence: string;
}

/** A module's two halves in a course's folder. */
export interface ModulePlace {
  readonly root: string;
  readonly id: string;
  /** `modules/NN-name`: what a student receives. */
  readonly student: string;
  /** `grading/NN-name`: what a student never receives. */
  readonly hidden: string;
  /** The solution's `src/`. */
  readonly solution: string;
}

/** One rule that every module keeps. */
export interface ModuleCheck {
  readonly name: string;
  /** What holds for a module that keeps it. */
  readonly rule: string;
  /** What is wrong, a sentence for each place; nothing when the rule is kept. */
  problems(place: ModulePlace): Promise<readonly string[]>;
}

export function modulePlace(root: string, id: string): ModulePlace {
  const hidden = join(root, "grading", id);
  return { root, id, student: join(root, "modules", id), hidden, solution: join(hidden, "solution/src") };
}

/** A check that cannot do its work has found something wrong too: a file that is missing, most often. */
export async function runCheck(check: ModuleCheck, place: ModulePlace): Promise<CheckResult> {
  const problems = await check.problems(place).catch((error) => [failureSentence(error)]);
  return checkResult(check.name, check.rule, problems);
}

export function checkResult(name: string, rule: string, problems: readonly string[]): CheckResult {
  return { name, ok: problems.length === 0, sentence: problems.length === 0 ? rule : problems.join("; ") };
}

/** Why a check could not be made, in one line. */
export function failureSentence(error: unknown): string {
  const text =
    error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : `${error}`;
  return text.replaceAll("✖ ", "").replace(/\s*\n\s*/g, " ");
}
