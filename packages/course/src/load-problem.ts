import { z } from "zod";
import { oneLine } from "./one-line.ts";

/** Why a file of a submission does not load: the same words at home, on a receipt and in a report. */
export const loadProblemSchema = z.strictObject({
  /** `src/sgd.ts` */
  file: z.string(),
  /** From 1; null where the whole file is meant, or the place is not known. */
  line: z.int().positive().nullable(),
  /** From 1. */
  column: z.int().positive().nullable(),
  /** What is wrong and what to write instead, in one line. */
  message: z.string(),
});

export type LoadProblem = z.infer<typeof loadProblemSchema>;

/** A line of a report: `src/sgd.ts:12:3 does not load: …` */
export function describeLoadProblem({ file, line, column, message }: LoadProblem): string {
  const place = [file, line, line === null ? null : column].filter((part) => part !== null).join(":");
  return oneLine(`${place} does not load: ${message}`);
}
