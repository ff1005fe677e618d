import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { BundleCache, bundleCacheFolder } from "./bundle-cache.ts";
import { type Bundle, type BundleRequest, bundleSchema } from "./bundle-request.ts";
import { readyBundle } from "./ready-bundles.ts";

const madeSchema = z.array(z.strictObject({ sources: z.record(z.string(), z.string()), bundle: bundleSchema }));

/**
 * Bundles files as the sandbox runs them: without types, comments and blanks, every name as it was written unless it is asked
 * otherwise. What was made ahead is taken as it is; what was bundled before and has not changed since comes from the disk. The bundler
 * runs in a process that ends with it, for it would keep sixty megabytes.
 */
export async function bundle(
  requests: readonly BundleRequest[],
  cache = new BundleCache(bundleCacheFolder),
): Promise<readonly Bundle[]> {
  const bundles = requests.map((request) => readyBundle(request) ?? cache.read(request));
  const missing = requests.flatMap((request, index) => (bundles[index] === null ? [{ request, index }] : []));
  if (missing.length > 0) {
    const made = await runBundler(missing.map(({ request }) => request));
    for (const [position, { request, index }] of missing.entries()) {
      const one = made[position];
      if (one === undefined)
        throw new Error(`internal: the bundler must answer each request, got none for ${request.entry}`);
      cache.write(request, one.sources, one.bundle);
      bundles[index] = one.bundle;
    }
  }
  return bundles.filter((each) => each !== null);
}

async function runBundler(requests: readonly BundleRequest[]): Promise<z.infer<typeof madeSchema>> {
  const program = join(import.meta.dirname, "bundle-process.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, JSON.stringify(requests)],
    { maxBuffer: 2 ** 26 },
  );
  return madeSchema.parse(JSON.parse(stdout));
}
