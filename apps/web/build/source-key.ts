import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

/** All that the pages are made of: their own files, what they import of ours, and the versions of what they import of others. */
const sources = [
  "pnpm-lock.yaml",
  "apps/web/{index.html,package.json}",
  "apps/web/{src,build}/**/*.*",
  "packages/{api,course,lab,options,tensor,autograd,nn,optimizers,data}/{package.json,src/**/*.ts}",
];

/** A hash of every source's path and text, as a name for a folder. */
export function sourceKey(): string {
  const hash = createHash("sha256");
  for (const path of globSync(sources, { cwd: root }).sort()) {
    if (path.endsWith(".test.ts")) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}
