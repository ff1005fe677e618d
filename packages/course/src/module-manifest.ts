import { z } from "zod";
import { limitOverridesSchema } from "./limits.ts";

const moduleId = z.string().regex(/^\d{2}-[a-z][a-z0-9-]*$/, "must look like 08-optimizers");
const sourcePath = z
  .string()
  .regex(/^src\/[a-z0-9][a-z0-9-]*\.ts$/, "must be a kebab-case TypeScript file directly under src/");

/**
 * `module.json`: what a module is called, what a student hands in and what the hidden suite may call.
 * Times are hours; `limits` overrides single entries of the default limits.
 */
export const moduleManifestSchema = z
  .strictObject({
    id: moduleId,
    title: z.string().min(1),
    promise: z.string().min(1),
    stars: z.int().min(1).max(4),
    hours: z.tuple([z.number().positive(), z.number().positive()]),
    prerequisites: z.array(moduleId),
    next: moduleId.nullable(),
    /** The file whose exports the suite sees. */
    entry: sourcePath,
    submittedFiles: z.array(sourcePath).min(1),
    exports: z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/)).min(1),
    allowedImports: z.array(z.string().regex(/^@tinytorch\/[a-z]+$/)),
    points: z.literal(100),
    limits: limitOverridesSchema.optional(),
  })
  .refine((manifest) => manifest.submittedFiles.includes(manifest.entry), {
    message: "submittedFiles must contain the entry",
    path: ["entry"],
  });

export type ModuleManifest = z.infer<typeof moduleManifestSchema>;
