import { z } from "zod";
import { courseMemberSchema, personFactsSchema } from "./people.ts";
import { personFieldNames } from "./person-fields.ts";
import { roleSchema } from "./role.ts";
import { post } from "./route.ts";

/** The bytes of a file that a roster may have. */
export const rosterBytes = 2 ** 21;

/** A roster file's bytes, as they are, in base64; and whether active students whom it does not name are dropped. */
export const importRosterRequestSchema = z.strictObject({
  file: z.base64().max(4 * Math.ceil(rosterBytes / 3), `must be a file of at most ${rosterBytes} bytes`),
  dropGone: z.boolean().default(false),
});
export type ImportRosterRequest = z.input<typeof importRosterRequestSchema>;

const lineNumber = z.int().positive();
const onLine = z.object({ line: lineNumber, message: z.string() });

export const newPersonSchema = personFactsSchema.extend({
  line: lineNumber,
  login: z.string(),
  role: roleSchema,
});
export type NewPerson = z.infer<typeof newPersonSchema>;

/** What a column of a roster may hold; `given` and `family` are the parts of a name. */
export const rosterColumnSchema = z.enum(["login", ...personFieldNames, "given", "family", "role", "status"]);
export type RosterColumn = z.infer<typeof rosterColumnSchema>;

/** What of a person an import changes. */
export const changedFieldSchema = z.enum(["login", ...personFieldNames, "role", "dropped"]);
export type ChangedField = z.infer<typeof changedFieldSchema>;

/** Somebody the file knows more or other things of; `dropped` goes from "yes" to "no" for who is back. */
export const changedPersonSchema = z.object({
  line: lineNumber,
  id: z.uuid(),
  login: z.string(),
  changes: z.array(
    z.object({ field: changedFieldSchema, before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type ChangedPerson = z.infer<typeof changedPersonSchema>;

/** What a roster file would change, or changed. Lines are those of the file, from 1. */
export const rosterComparisonSchema = z.object({
  /** The file's columns in their order, and what each was taken for; null for one that is passed over. */
  columns: z.array(z.object({ header: z.string(), as: rosterColumnSchema.nullable() })),
  /** People who get accounts, without a token. */
  new: z.array(newPersonSchema),
  changed: z.array(changedPersonSchema),
  /** Active students whom the file does not name. */
  gone: z.array(courseMemberSchema.pick({ id: true, login: true, name: true, section: true })),
  /** What keeps the file from being applied. */
  wrong: z.array(onLine),
  /** Rows that are no students or assistants, which an import leaves alone. */
  skipped: z.array(onLine),
  /** People in the file as they are here. */
  same: z.int().nonnegative(),
  /** Whether the gone are dropped with it. */
  dropGone: z.boolean(),
});
export type RosterComparison = z.infer<typeof rosterComparisonSchema>;

const importing = {
  tag: "people",
  action: "roster.import",
  body: importRosterRequestSchema,
  answers: { 200: rosterComparisonSchema },
} as const;

/** Who is in the course, from a file of a student information system or a learning management system. */
export const rosterApi = {
  previewRoster: post("/v1/roster/preview", { ...importing, summary: "What a roster file would change; nothing is" }),
  applyRoster: post("/v1/roster/apply", {
    ...importing,
    summary: "Apply a roster file whole, or not at all where a line of it is wrong",
  }),
};
