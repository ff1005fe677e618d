import { z } from "zod";
import { moduleIdSchema } from "./module-id.ts";
import { personSchema } from "./person.ts";
import { get, post } from "./route.ts";

/** Which submission of each student is compared: the last received, or the one that is the grade. */
export const similarityWhichSchema = z.enum(["latest", "counting"]);
export type SimilarityWhich = z.infer<typeof similarityWhichSchema>;

const percent = z.int().min(1).max(100);

/** What is compared and what is listed. */
export const similarityRequestSchema = z.strictObject({
  which: similarityWhichSchema.default("latest"),
  /** Pairs that are at least so similar are listed. */
  threshold: percent.default(30),
  /** What more than so many percent of the submissions have in common is ignored, unless five or fewer have it. */
  commonPercent: percent.default(25),
});
export type SimilarityRequest = z.input<typeof similarityRequestSchema>;

/**
 * `running`: under way. `done`: the pairs are there. `failed`: it broke, `problem` says why. `cancelled`: somebody ended it.
 * `interrupted`: the server ended meanwhile; start it again.
 */
export const similarityStateSchema = z.enum(["running", "done", "failed", "cancelled", "interrupted"]);
export type SimilarityState = z.infer<typeof similarityStateSchema>;

/** How far a comparison is. */
export const similarityProgressSchema = z.object({
  /** Submissions that are read, of so many. */
  read: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** All are read, and are held against each other. */
  comparing: z.boolean(),
});

/** A comparison of a module's submissions, without what it found. */
export const similaritySummarySchema = z.object({
  id: z.uuid(),
  module: z.string(),
  which: similarityWhichSchema,
  threshold: percent,
  commonPercent: percent,
  startedBy: personSchema,
  startedAt: z.iso.datetime(),
  state: similarityStateSchema,
  endedAt: z.iso.datetime().nullable(),
  /** Why it failed, in a sentence. */
  problem: z.string().nullable(),
  /** How many submissions are compared, one of each student. */
  submissions: z.int().nonnegative(),
  progress: similarityProgressSchema.nullable(),
});
export type SimilaritySummary = z.infer<typeof similaritySummarySchema>;

/** A submission in a pair. */
const sideSchema = z.object({ student: personSchema, submissionId: z.uuid() });

/** Two submissions that share more than others do: a pointer for a person who looks, never a mark. */
const pairSchema = z.object({
  /** Its place in the report. */
  number: z.int().positive(),
  /** The one that was received first. */
  left: sideSchema,
  right: sideSchema,
  /** What they share of what both have, from 0 to 1; what is ignored counts nowhere. */
  similarity: z.number().min(0).max(1),
  /** Fingerprints that both have. */
  shared: z.int().positive(),
});

/** Lines of a file, both included. */
const passageSchema = z.object({ path: z.string(), from: z.int().positive(), to: z.int().positive() });
export type Passage = z.infer<typeof passageSchema>;

export const similarityReportSchema = similaritySummarySchema.extend({
  /** The most similar first. */
  pairs: z.array(pairSchema.extend({ regions: z.int().nonnegative() })),
  /** Pairs above the threshold that are not listed: there were too many. */
  unlisted: z.int().nonnegative(),
  /** What could not be compared as it should, in a sentence. */
  unread: z.array(sideSchema.extend({ path: z.string().nullable(), problem: z.string() })),
});
export type SimilarityReport = z.infer<typeof similarityReportSchema>;

/** Newest first. */
export const similarityListSchema = z.object({ reports: z.array(similaritySummarySchema) });
export type SimilarityList = z.infer<typeof similarityListSchema>;

const shownSideSchema = sideSchema.extend({ files: z.record(z.string(), z.string()) });

/** A pair with what is alike in it and the files to see it in. */
export const similarPairSchema = pairSchema.extend({
  reportId: z.uuid(),
  module: z.string(),
  left: shownSideSchema,
  right: shownSideSchema,
  /** By the left file's path and lines. */
  regions: z.array(z.object({ left: passageSchema, right: passageSchema })),
});
export type SimilarPair = z.infer<typeof similarPairSchema>;

const inSimilarity = { tag: "similarity", action: "similarity.read" } as const;
const ofModule = z.object({ id: moduleIdSchema });
const ofReport = z.object({ id: z.uuid() });

/** Which submissions of a module share passages of code. */
export const similarityApi = {
  startSimilarity: post("/v1/modules/:id/similarity", {
    ...inSimilarity,
    params: ofModule,
    body: similarityRequestSchema,
    answers: { 202: similarityReportSchema },
    summary: "Compare a module's submissions; one comparison runs at a time",
  }),
  similarityReports: get("/v1/modules/:id/similarity", {
    ...inSimilarity,
    params: ofModule,
    answers: { 200: similarityListSchema },
    summary: "A module's comparisons, newest first",
  }),
  similarityReport: get("/v1/similarity/:id", {
    ...inSimilarity,
    params: ofReport,
    answers: { 200: similarityReportSchema },
    summary: "How far a comparison is, and the pairs it found; who looks at pairs is written to the audit",
  }),
  similarPair: get("/v1/similarity/:id/pairs/:number", {
    ...inSimilarity,
    params: z.object({ id: z.uuid(), number: z.coerce.number().int().positive() }),
    answers: { 200: similarPairSchema },
    summary: "A pair with its matching passages and both submissions' files; who looks is written to the audit",
  }),
  cancelSimilarity: post("/v1/similarity/:id/cancel", {
    ...inSimilarity,
    params: ofReport,
    answers: { 200: similarityReportSchema },
    summary: "End a comparison that is running",
  }),
};
