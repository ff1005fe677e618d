import { readFileSync } from "node:fs";
import { join } from "node:path";

const manifest: { devDependencies: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, "package.json"), "utf8"),
);

/** A peer with its version, as this package's manifest pins it. */
export function versionOf(peer: string): string {
  return `${peer} ${manifest.devDependencies[peer]}`;
}
