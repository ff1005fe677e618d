import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Files below a folder. */
interface Sources {
  readonly root: string;
  readonly patterns: readonly string[];
}

/** The sources of packages of ours, by name. */
export function packageSources(names: readonly string[]): string {
  return `packages/{${names.join(",")}}/{package.json,src/**/*.ts}`;
}

/** A hash of every source's path and text, and of what else matters, as a name for a folder. */
export function sourceKey(sources: readonly Sources[], ...more: readonly string[]): string {
  const hash = createHash("sha256").update(more.join("\0"));
  for (const { root, patterns } of sources) {
    for (const path of globSync([...patterns], { cwd: root }).sort()) {
      if (path.endsWith(".test.ts") && !path.startsWith("modules/")) continue;
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(root, path)))
        .update("\0");
    }
  }
  return hash.digest("hex").slice(0, 16);
}
