import { moduleManifestSchema } from "@tinytorch/course";
import { z } from "zod";

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

/** `GET /v1/modules`, in course order. */
export const modulesSchema = z.object({ modules: z.array(moduleSummarySchema) });
export type Modules = z.infer<typeof modulesSchema>;
