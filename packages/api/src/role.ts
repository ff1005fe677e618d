import { z } from "zod";

/**
 * A student hands in and sees their own; a ci account the same, outside the gradebook; an assistant sees the students of their
 * sections besides; an instructor sees and grades everybody, and an admin says who instructs. What each may do is in `permissions`.
 */
export const roleSchema = z.enum(["student", "assistant", "instructor", "admin", "ci"]);
export type Role = z.infer<typeof roleSchema>;

/** Of a route: whoever comes, without a token. */
export const anybody = "anybody";
