import { z } from "zod";

export interface BundleRequest {
  /** A TypeScript file: it becomes one JavaScript file with all that it imports by relative path. */
  readonly entry: string;
  readonly format: "cjs" | "esm";
  /** Whether names inside of it stay as they were written (the default) or become short; what it exports, and functions and classes, keep theirs. */
  readonly names?: "kept" | "short";
}

export const bundleSchema = z.strictObject({
  code: z.string(),
  /** What it imports by name. */
  imports: z.array(z.string()),
  /** The names that it exports. */
  exports: z.array(z.string()),
});

export type Bundle = Readonly<z.infer<typeof bundleSchema>>;
