import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** A file of so many bytes takes seconds to be made smaller still by a tenth. */
const large = 500_000;

/** Writes beside each file what a browser may take of it instead. */
export function compressFiles(folder: string, pattern: string): void {
  for (const path of globSync(pattern, { cwd: folder })) {
    const text = readFileSync(join(folder, path));
    writeFileSync(join(folder, `${path}.gz`), gzipSync(text, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: text.length < large ? 11 : 5 };
    writeFileSync(join(folder, `${path}.br`), brotliCompressSync(text, { params }));
  }
}
