import { z } from "zod";
import { limitOverridesSchema } from "./limits.ts";
import { moduleIdSchema as moduleId } from "./module-id.ts";

const sourcePath = z
  .string()
  .regex(/^src\/[a-z0-9][a-z0-9-]*\.ts$/, "must be a kebab-case TypeScript file directly under src/");

const sentence = z.string().min(1);
const packageName = z.string().regex(/^@tinytorch\/[a-z]+$/);

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
    allowedImports: z.array(packageName),
    /** Files that may import less than the module may: no more than these packages, by themselves or by what they import. */
    fileImports: z.record(sourcePath, z.array(packageName)).optional(),
    /** What the packages have and a submission finds to throw, for it is what is built: `softmax`, `Tensor.relu`. */
    withheld: z
      .array(
        z.string().regex(/^([A-Z][A-Za-z0-9]*\.)?[A-Za-z][A-Za-z0-9]*_?$/, "must look like softmax or Tensor.relu"),
      )
      .optional(),
    /** Asked once before a student's first test run, never graded: what will happen, what does, and why. */
    predict: z
      .array(z.strictObject({ question: sentence, answer: sentence, why: sentence }))
      .length(3)
      .optional(),
    points: z.literal(100),
    limits: limitOverridesSchema.optional(),
  })
  .refine((manifest) => manifest.submittedFiles.includes(manifest.entry), {
    message: "submittedFiles must contain the entry",
    path: ["entry"],
  })
  .refine(
    ({ fileImports = {}, submittedFiles, allowedImports }) =>
      Object.entries(fileImports).every(
        ([file, names]) => submittedFiles.includes(file) && names.every((name) => allowedImports.includes(name)),
      ),
    { message: "fileImports must narrow the allowedImports of submitted files", path: ["fileImports"] },
  );

export type ModuleManifest = z.infer<typeof moduleManifestSchema>;
