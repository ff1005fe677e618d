import { z } from "zod";
import { becauseSchema } from "./because.ts";
import { personSchema } from "./person.ts";

/**
 * Who of the staff handed a submission in for its student, when, and why another time counts as that of its receipt (null
 * where none was said). `by` and `reason` are null once that account was erased.
 */
export const handedInForSchema = z.object({
  by: personSchema.nullable(),
  at: z.iso.datetime(),
  reason: z.string().nullable(),
});
export type HandedInFor = z.infer<typeof handedInForSchema>;

/** When the work is to count as received, not after now, and why. */
export const receivedElsewhereSchema = z.strictObject({ at: z.iso.datetime(), reason: becauseSchema });
