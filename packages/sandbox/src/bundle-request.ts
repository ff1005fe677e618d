import { z } from "zod";

export interface BundleRequest {
  /** A TypeScript file: it becomes one JavaScript file with all that it imports by relative path. */
  readonly entry: string;
  readonly format: "cjs" | "esm";
}

export const bundleSchema = z.strictObject({
  code: z.string(),
  /** What it imports by name. */
  imports: z.array(z.string()),
});

export type Bundle = Readonly<z.infer<typeof bundleSchema>>;
