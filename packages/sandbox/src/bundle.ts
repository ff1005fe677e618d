import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

export interface BundleRequest {
  /** A TypeScript file: it becomes one JavaScript file with all that it imports by relative path. */
  readonly entry: string;
  readonly format: "cjs" | "esm";
}

const bundlesSchema = z.array(
  z.strictObject({
    code: z.string(),
    /** What it imports by name. */
    imports: z.array(z.string()),
  }),
);

export type Bundle = z.infer<typeof bundlesSchema>[number];

/**
 * Bundles files as the sandbox runs them: without types, comments and blanks, every name as it was written. The bundler
 * runs in a process that ends with it, for it would keep sixty megabytes.
 */
export async function bundle(requests: readonly BundleRequest[]): Promise<readonly Bundle[]> {
  const program = join(import.meta.dirname, "bundle-process.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, JSON.stringify(requests)],
    { maxBuffer: 2 ** 26 },
  );
  return bundlesSchema.parse(JSON.parse(stdout));
}
