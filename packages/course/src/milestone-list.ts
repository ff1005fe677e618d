import { z } from "zod";
import { moduleIdSchema } from "./module-id.ts";

/** What a course map says of a milestone: what it is called, and the modules that it is run on. */
export const milestoneSummarySchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, "must look like digits-cnn"),
  title: z.string().min(1),
  modules: z.array(moduleIdSchema).min(1),
});
export type MilestoneSummary = z.infer<typeof milestoneSummarySchema>;

/** `modules/milestones/milestones.json`: a course's milestones, in the order of the history that they follow. */
export const milestoneListSchema = z.strictObject({ milestones: z.array(milestoneSummarySchema) });
