import { z } from "zod";

/** What decides a report besides the submissions. */
export const parametersSchema = z.strictObject({
  /** Pairs that are at least so similar are listed, in percent. */
  threshold: z.int().min(1).max(100),
  /** What more than so many percent of the submissions have in common says nothing about two of them, and is ignored. */
  commonPercent: z.int().min(1).max(100),
});
export type Parameters = z.infer<typeof parametersSchema>;

export const defaultParameters: Parameters = { threshold: 30, commonPercent: 25 };

/** In a small class a percentage would be two or three people: what at most so many have in common is never ignored. */
export const neverCommon = 5;

/** Fewer fingerprints than this in common are a coincidence, whatever share of the rest they are. */
export const fewestShared = 6;

/** No more pairs are listed, the most similar first, and no more regions of one. */
export const mostPairs = 500;
export const mostRegions = 200;

/** Lines of a file, both included. */
export const passageSchema = z.strictObject({
  path: z.string(),
  from: z.int().positive(),
  to: z.int().positive(),
});
export type Passage = z.infer<typeof passageSchema>;

/** A passage of one submission and what it is like in the other. */
export const regionSchema = z.strictObject({ left: passageSchema, right: passageSchema });
export type Region = z.infer<typeof regionSchema>;

export const similarPairSchema = z.strictObject({
  /** Ids of submissions; `left` came first among those given. */
  left: z.string(),
  right: z.string(),
  /** Twice what they share of what both have, from 0 to 1; what is ignored counts nowhere. */
  similarity: z.number().min(0).max(1),
  /** Fingerprints that both have. */
  shared: z.int().positive(),
  /** By the left file's path and lines. */
  regions: z.array(regionSchema),
});
export type SimilarPair = z.infer<typeof similarPairSchema>;

/** What could not be compared as it should, in a sentence. */
export const unreadSchema = z.strictObject({
  submission: z.string(),
  path: z.string().nullable(),
  problem: z.string(),
});
export type Unread = z.infer<typeof unreadSchema>;

export const similarityReportSchema = z.strictObject({
  /** The most similar first. */
  pairs: z.array(similarPairSchema),
  /** Pairs above the threshold, listed or not. */
  above: z.int().nonnegative(),
  unread: z.array(unreadSchema),
});
export type SimilarityReport = z.infer<typeof similarityReportSchema>;
