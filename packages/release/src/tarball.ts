import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { create, Parser } from "tar";
import { type Files, writeFiles } from "./files.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";

/** The time that every packed file has, so that the same files make the same bytes. */
const packedAt = new Date("2000-01-01T00:00:00Z");

/** Packs files as `folder/…` of a gzipped tar. */
export function packFiles(folder: string, files: Files): Promise<Uint8Array> {
  return inTemporaryFolder(async (place) => {
    await writeFiles(join(place, folder), files);
    const paths = Object.keys(files)
      .sort()
      .map((path) => `${folder}/${path}`);
    const file = join(place, "packed.tgz");
    await create({ cwd: place, file, gzip: true, portable: true, mtime: packedAt }, paths);
    return readFile(file);
  });
}

/** What a gzipped tar holds, by path. @throws when it is none. */
export function unpackFiles(packed: Uint8Array): Promise<Readonly<Record<string, Buffer>>> {
  return new Promise((done, failed) => {
    const files: Record<string, Buffer> = {};
    const parser = new Parser({ strict: true });
    parser.on("entry", (entry) => {
      const parts: Buffer[] = [];
      entry.on("data", (part: Buffer) => parts.push(part));
      entry.on("end", () => {
        if (entry.type === "File") files[entry.path] = Buffer.concat(parts);
      });
    });
    parser.on("error", failed);
    parser.on("end", () => done(files));
    parser.end(Buffer.from(packed));
  });
}
