import { z } from "zod";

const count = z.int().positive();

/** Every bound on a submission and its run, with units in the names. One table; a module may override entries. */
export const limitsSchema = z.strictObject({
  /** A whole grading run: processor time of the sandbox. Past it a test has an eighth of its own limit. */
  runMilliseconds: count,
  /** One evaluation of a hidden test, and the loading of the submission: processor time of the sandbox. */
  testMilliseconds: count,
  /** The isolate's heap, array buffers included. */
  memoryMegabytes: count,
  /** Console output kept per run, as JSON has it in UTF-8; the rest is dropped. */
  consoleBytes: count,
  /** One value sent back from the sandbox, encoded. */
  replyBytes: count,
  /** Nesting of a value sent back from the sandbox. */
  replyDepth: count,
  /** One submitted file. */
  fileBytes: count,
});

export type Limits = z.infer<typeof limitsSchema>;

export const defaultLimits: Limits = {
  runMilliseconds: 60_000,
  testMilliseconds: 5_000,
  memoryMegabytes: 256,
  consoleBytes: 65_536,
  replyBytes: 4_194_304,
  replyDepth: 64,
  fileBytes: 131_072,
};

/** What a submission may be made of, the files its manifest lists and helper files together; the same for every module. */
export const submissionLimits = {
  files: 40,
  /** UTF-8. */
  bytes: 1_048_576,
} as const;

/** The longest `runMilliseconds` a module may ask for: a grader that is busy for ten times as long counts as broken. */
export const longestRunMilliseconds = 100_000;

/** What a manifest may say: single entries of the table. */
export const limitOverridesSchema = limitsSchema
  .extend({
    runMilliseconds: count.max(
      longestRunMilliseconds,
      `must be at most ${longestRunMilliseconds}: a grader that is busy for longer counts as broken`,
    ),
  })
  .partial();

/** The limits a module runs under: the defaults with the module's own entries on top. */
export function limitsFor(overrides: z.infer<typeof limitOverridesSchema> | undefined): Limits {
  return limitsSchema.parse({ ...defaultLimits, ...overrides });
}
