import { gzipSync } from "node:zlib";
import { Header } from "tar";

const blockBytes = 512;

/** What every entry has: the same texts make the same bytes, whenever and by whomever they are packed. */
const alike = { type: "File", mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) } as const;

/**
 * Packs texts, by path inside the module's folder, as a gzipped tar with that folder in front of each, in the order given.
 * @throws Error for a path that is too long for a plain entry.
 */
export function packStarter(id: string, texts: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(texts).flatMap(([path, text]) => entry(`${id}/${path}`, Buffer.from(text)));
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(2 * blockBytes)]), { level: 9 });
}

function entry(path: string, content: Buffer): readonly Buffer[] {
  const header = new Header({ ...alike, path, size: content.length });
  const block = Buffer.alloc(blockBytes);
  if (header.encode(block, 0)) throw new Error(`internal: packStarter: a path must fit into an entry, got ${path}`);
  return [block, content, Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes)];
}
