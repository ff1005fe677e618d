import { loadProblemSchema } from "@tinytorch/course";
import { z } from "zod";
import { compiledModuleSchema } from "../modules/compiled-module.ts";

const count = z.int().positive();

const placeSchema = z.strictObject({
  file: z.string().max(200),
  line: count,
  within: z.strictObject({ line: count, column: z.int().nonnegative() }).optional(),
});

/** The form of what a runner may say. Nothing else of it is believed. */
export const runnerMessageSchema = z.discriminatedUnion("type", [
  /** A file or a test begins to run, with so long to do it (ms), and these problems known (JSON). */
  z.strictObject({
    type: z.literal("begins"),
    milliseconds: z.number().positive(),
    file: z.string().max(400).nullable(),
    problems: z.string(),
  }),
  /** What was printed since the last time. */
  z.strictObject({ type: z.literal("printed"), text: z.string() }),
  /** Where a search is, and whether that is what does not return. */
  z.strictObject({ type: z.literal("at"), place: placeSchema, isFound: z.boolean() }),
  z.strictObject({ type: z.literal("reply"), reply: z.unknown() }),
]);

export const problemsSchema = z.array(loadProblemSchema).max(1_000);

/** What the parser answers to `compile`. */
export const compiledReplySchema = z.strictObject({
  type: z.literal("compiled"),
  compiled: z.array(z.tuple([z.string(), compiledModuleSchema])),
});

/** What the frame says of itself. */
export const frameMessageSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  z.strictObject({ type: z.literal("alive") }),
  z.strictObject({ type: z.literal("broke"), id: z.int(), message: z.string() }),
]);
