import { z } from "zod";
import { becauseSchema } from "./because.ts";
import { exceptionAnswerSchema, withdrawRequestSchema } from "./exceptions.ts";
import { moduleIdSchema } from "./module-id.ts";
import { personSchema } from "./person.ts";
import { get, post } from "./route.ts";

const days = z.int().min(1).max(365);

/** Late days that were granted to a person, or to everybody where `student` is null. */
export const lateDayGrantSchema = z.object({
  id: z.uuid(),
  student: personSchema.nullable(),
  days,
  because: z.string(),
  /** Null for what `course.json` said first. */
  by: z.string().nullable(),
  at: z.iso.datetime(),
});
export type LateDayGrant = z.infer<typeof lateDayGrantSchema>;

export const lateDayBankSchema = z.object({
  student: personSchema,
  granted: z.int().nonnegative(),
  spent: z.int().nonnegative(),
  left: z.int().nonnegative(),
  grants: z.array(lateDayGrantSchema),
  /** By module. */
  spends: z.array(z.object({ module: z.string(), days })),
});
export type LateDayBank = z.infer<typeof lateDayBankSchema>;

export const lateDayListSchema = z.object({ banks: z.array(lateDayBankSchema) });
export type LateDayList = z.infer<typeof lateDayListSchema>;

/** Without `student` everybody's of the students to an instructor; one's own to anybody else. */
export const lateDayQuerySchema = z.strictObject({ student: z.uuid().optional() });
export const grantLateDaysSchema = z.strictObject({ student: z.uuid().nullable(), days, because: becauseSchema });
export type GrantLateDays = z.infer<typeof grantLateDaysSchema>;
export const spendLateDaysSchema = z.strictObject({
  module: moduleIdSchema,
  days,
  /** Spends nothing: it is answered, or refused, as it would be. */
  trial: z.boolean().optional(),
});
export type SpendLateDays = z.infer<typeof spendLateDaysSchema>;

/** The bank of late days: granted by staff, spent by their owners. */
export const lateDaysApi = {
  lateDays: get("/v1/late-days", {
    tag: "late days",
    action: "late-days.read",
    query: lateDayQuerySchema,
    answers: { 200: lateDayListSchema },
    summary: "Late days granted, spent and left",
  }),
  grantLateDays: post("/v1/late-days", {
    tag: "late days",
    action: "late-days.grant",
    body: grantLateDaysSchema,
    answers: { 201: lateDayGrantSchema },
    summary: "Grant late days to a student, or to everybody",
  }),
  withdrawLateDays: post("/v1/late-days/:id/undo", {
    tag: "late days",
    action: "late-days.grant",
    params: z.object({ id: z.uuid() }),
    body: withdrawRequestSchema,
    answers: { 200: lateDayGrantSchema },
    summary: "Take a grant back, while nobody has spent what would be missing",
  }),
  spendLateDays: post("/v1/late-days/spends", {
    tag: "late days",
    action: "late-days.spend",
    body: spendLateDaysSchema,
    answers: { 201: exceptionAnswerSchema },
    summary: "Spend late days of one's own on a module, until it closes, or see what that would do",
  }),
  takeBackLateDays: post("/v1/late-days/spends/:module/undo", {
    tag: "late days",
    action: "late-days.spend",
    params: z.object({ module: moduleIdSchema }),
    answers: { 200: exceptionAnswerSchema },
    summary: "Take back the newest late days that were spent on a module, until it closes",
  }),
};
