import { z } from "zod";
import { moduleIdSchema } from "./module-id.ts";
import { personSchema } from "./person.ts";
import { get } from "./route.ts";

/** Who did what to what, written in the transaction that did it and never changed. */
export const auditEntrySchema = z.object({
  id: z.int().positive(),
  at: z.iso.datetime(),
  /** Null for what the service does by itself. */
  actor: personSchema.nullable(),
  /** `submission.received`, `regrade.applied`, … */
  action: z.string(),
  /** The id of what was acted on: a submission, an account, a token, a regrade. */
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  /** All of it in one plain sentence, in English. */
  sentence: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Entries that meet all that is given. `before` is the `next` of the last page. */
export const auditQuerySchema = z.strictObject({
  subject: z.string().min(1).max(64).optional(),
  /** An account's id, or `service`. */
  actor: z.union([z.uuid(), z.literal("service")], "must be an account's id, or `service`").optional(),
  /** An account that did it, or that it concerns: to the account itself, its submissions or its questions. */
  person: z.uuid().optional(),
  module: moduleIdSchema.optional(),
  action: z.string().min(1).max(64).optional(),
  /** Nothing older than this. */
  since: z.iso.datetime().optional(),
  /** Nothing from then on. */
  until: z.iso.datetime().optional(),
  before: z.coerce.number<number>().int().positive().optional(),
  limit: z.coerce.number<number>().int().min(1).max(100).default(50),
});
export type AuditQuery = z.input<typeof auditQuerySchema>;

/** Newest first. */
export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema),
  next: z.int().positive().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/** What was done on this server, for an instructor to read. */
export const auditApi = {
  audit: get("/v1/audit", {
    tag: "audit",
    action: "audit.read",
    query: auditQuerySchema,
    answers: { 200: auditPageSchema },
    summary: "Who did what, newest first",
  }),
};
