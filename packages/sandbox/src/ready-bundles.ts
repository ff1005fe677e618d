import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import { type Bundle, type BundleRequest, bundleSchema } from "./bundle-request.ts";

const packagesFolder = join(import.meta.dirname, "../..");

/** Where bundles that were made ahead lie, as seen from the folder that holds `packages/`: a release has the file, and neither sources nor a bundler. */
export const readyBundlesFile = "packages/sandbox/bundles.json";

/** What a bundle is found by among those made ahead, wherever the program lies: `esm tensor/src/index.ts`. */
export function bundleKey({ entry, format }: BundleRequest): string {
  return `${format} ${relative(packagesFolder, entry).split(sep).join("/")}`;
}

/** The bundle as it was made ahead; null when the program has none, as in a checkout. @throws when the file is damaged. */
export function readyBundle(
  request: BundleRequest,
  file = join(packagesFolder, "..", readyBundlesFile),
): Bundle | null {
  let bundles = read.get(file);
  if (bundles === undefined) {
    bundles = readBundles(file);
    read.set(file, bundles);
  }
  return bundles?.[bundleKey(request)] ?? null;
}

type Bundles = Readonly<Record<string, Bundle>>;

const read = new Map<string, Bundles | null>();

function readBundles(file: string): Bundles | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  return z.record(z.string(), bundleSchema).parse(JSON.parse(text));
}
