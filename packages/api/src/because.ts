import { seenLineSchema } from "./seen-line.ts";

/** A reason, as the student reads it: one line. */
export const becauseSchema = seenLineSchema(500, "must say why");
