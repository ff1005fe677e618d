import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Writes beside each file what a browser may take of it instead. @param quality of brotli, from 0 to 11: the last ones take seconds. */
export function compressFiles(folder: string, pattern: string, quality: number): void {
  for (const path of globSync(pattern, { cwd: folder })) {
    const text = readFileSync(join(folder, path));
    writeFileSync(join(folder, `${path}.gz`), gzipSync(text, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
    writeFileSync(join(folder, `${path}.br`), brotliCompressSync(text, { params }));
  }
}
