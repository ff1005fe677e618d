import { z } from "zod";
import type { SubmittedFiles } from "./submission.ts";

const mutantSchema = z.strictObject({
  /** `adam.no-bias-correction` */
  id: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/),
  file: z.string(),
  /** Text that occurs exactly once in the solution's file. */
  find: z.string().min(1),
  replace: z.string(),
  /** Ids of hidden tests that name the idea; at least one of them must fail. */
  caughtBy: z.array(z.string()).min(1),
  /** Said to a student whose failures equal this mutant's: "behaves like Adam without bias correction". */
  diagnosis: z.string().min(1),
});

/** One mistake a student really makes, as one small change to the solution. */
export type Mutant = z.infer<typeof mutantSchema>;

/** Checks a module's mutants as they are loaded. @throws ZodError on a malformed or repeated entry. */
export function defineMutants(mutants: readonly Mutant[]): readonly Mutant[] {
  const parsed = z.array(mutantSchema).parse(mutants);
  const repeated = parsed.find(({ id }, index) => parsed.findIndex((other) => other.id === id) !== index);
  if (repeated !== undefined) throw new Error(`defineMutants: ids must be unique, got ${repeated.id} twice`);
  return parsed;
}

/**
 * The solution with one mutant's change made.
 * @throws Error when the text to change is not found exactly once, or the change changes nothing.
 */
export function applyMutant(solution: SubmittedFiles, mutant: Mutant): SubmittedFiles {
  const source = solution[mutant.file];
  if (source === undefined) throw new Error(`applyMutant: ${mutant.id} names no solution file, got ${mutant.file}`);
  const pieces = source.split(mutant.find);
  if (pieces.length !== 2) {
    throw new Error(`applyMutant: ${mutant.id} must match once in ${mutant.file}, got ${pieces.length - 1} matches`);
  }
  if (mutant.find === mutant.replace) throw new Error(`applyMutant: ${mutant.id} must change something`);
  return { ...solution, [mutant.file]: pieces.join(mutant.replace) };
}
