import { z } from "zod";
import { parametersSchema, similarityReportSchema } from "./report.ts";

const files = z.record(z.string(), z.string());

/** What is said to the process that reads submissions. It answers each before it is told the next. */
export const readerRequestSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("begin"), starter: files, parameters: parametersSchema }),
  z.strictObject({ type: z.literal("read"), id: z.string(), files }),
  z.strictObject({ type: z.literal("leave-out"), id: z.string(), problem: z.string() }),
  z.strictObject({ type: z.literal("compare") }),
]);
export type ReaderRequest = z.infer<typeof readerRequestSchema>;

export const readerReplySchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  z.strictObject({ type: z.literal("report"), report: similarityReportSchema }),
]);
export type ReaderReply = z.infer<typeof readerReplySchema>;
