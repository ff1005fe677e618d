import { createHash } from "node:crypto";

/**
 * SHA-256 (hex) of texts by name, in the order of their names: it stands for the content and nothing else. A submission's
 * hash is that of its files.
 */
export function contentHash(texts: Readonly<Record<string, string>>): string {
  const names = Object.keys(texts).sort();
  return createHash("sha256")
    .update(JSON.stringify(names.map((name) => [name, texts[name]])))
    .digest("hex");
}
