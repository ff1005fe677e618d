import { z } from "zod";

/** A student hands in and sees their own; a ci account the same, outside the gradebook; an instructor sees all. */
export const roleSchema = z.enum(["student", "instructor", "ci"]);
export type Role = z.infer<typeof roleSchema>;

/** Who may call a route: accounts of these roles, or whoever comes, without a token. */
export type Callers = readonly Role[] | "anybody";

export const anybody = "anybody";
export const everyAccount: readonly Role[] = roleSchema.options;
export const instructors: readonly Role[] = ["instructor"];
