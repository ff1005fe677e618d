import { z } from "zod";
import type { SubmittedFiles } from "./submission.ts";

const mistakeSchema = z.strictObject({
  /** `adam.no-bias-correction` */
  id: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/),
  file: z.string(),
  /** Text that occurs exactly once in the solution's file. */
  find: z.string().min(1),
  replace: z.string(),
  /** Ids of hidden tests that name the idea; at least one of them must fail. */
  caughtBy: z.array(z.string()).min(1),
  /** Said of code that fails and answers as this mistake does: "behaves like Adam without bias correction". */
  diagnosis: z.string().min(1),
  /** It has the library do what the student is to build. */
  shortcut: z.literal(true).optional(),
});

/** One mistake that students really make, as one small change to the solution, which makes a mutant of it. */
export type Mistake = z.infer<typeof mistakeSchema>;

/** Checks mistakes as they are loaded. @throws ZodError on a malformed entry, Error on a repeated id. */
export function defineMistakes(mistakes: readonly Mistake[]): readonly Mistake[] {
  const parsed = z.array(mistakeSchema).parse(mistakes);
  const repeated = parsed.find(({ id }, index) => parsed.findIndex((other) => other.id === id) !== index);
  if (repeated !== undefined) throw new Error(`defineMistakes: ids must be unique, got ${repeated.id} twice`);
  return parsed;
}

/**
 * The mutant that a mistake makes of the solution.
 * @throws Error when the text to change is not found exactly once, or the change changes nothing.
 */
export function applyMistake(solution: SubmittedFiles, mistake: Mistake): SubmittedFiles {
  const source = solution[mistake.file];
  if (source === undefined) throw new Error(`applyMistake: ${mistake.id} names no solution file, got ${mistake.file}`);
  const pieces = source.split(mistake.find);
  if (pieces.length !== 2) {
    throw new Error(`applyMistake: ${mistake.id} must match once in ${mistake.file}, got ${pieces.length - 1} matches`);
  }
  if (mistake.find === mistake.replace) throw new Error(`applyMistake: ${mistake.id} must change something`);
  return { ...solution, [mistake.file]: pieces.join(mistake.replace) };
}
