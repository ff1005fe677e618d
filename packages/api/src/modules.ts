import { moduleManifestSchema } from "@tinytorch/course";
import { z } from "zod";
import { everyAccount } from "./role.ts";
import { get } from "./route.ts";

const manifest = moduleManifestSchema.shape;

/** What a client needs to know to show a module and to hand it in. */
export const moduleSummarySchema = z.object({
  id: manifest.id,
  title: manifest.title,
  promise: manifest.promise,
  stars: manifest.stars,
  hours: manifest.hours,
  prerequisites: manifest.prerequisites,
  next: manifest.next,
  submittedFiles: manifest.submittedFiles,
  points: manifest.points,
  /** The largest size of one submitted file, in bytes of UTF-8. */
  fileBytes: z.int().positive(),
  /** Null for a module without a due date. */
  due: z.iso.datetime().nullable(),
  /** When no more work is taken; null when it always is. */
  closes: z.iso.datetime().nullable(),
});
export type ModuleSummary = z.infer<typeof moduleSummarySchema>;

/** In course order. */
export const modulesSchema = z.object({
  modules: z.array(moduleSummarySchema),
  /** The ids of modules that somebody must mend before they take work; what is wrong with them is in the server's log. */
  broken: z.array(z.string()),
});
export type Modules = z.infer<typeof modulesSchema>;

/** The course's modules. */
export const modulesApi = {
  modules: get("/v1/modules", {
    tag: "modules",
    roles: everyAccount,
    answers: { 200: modulesSchema },
    summary: "The course's modules",
  }),
};
