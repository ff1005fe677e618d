import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import type { VariantToCompile } from "./compile-variant.ts";
import { hashSources, mapName, mapText, readSources, sources } from "./kernel-sources.ts";
import { pack } from "./pack.ts";

/** The committed module that holds the compiled kernels. */
export const compiled = new URL("../src/kernels/wasm/bytes.ts", import.meta.url);

/** Compiles `assemblyscript/` with and without relaxed SIMD, and returns the text of the module that holds both. */
export async function compileKernels(): Promise<string> {
  const files = await readSources();
  const [plain, relaxed] = await Promise.all([
    binary({ files, features: [] }),
    binary({ files, features: ["--enable", "relaxed-simd"] }),
  ]);
  // Most of one is in the other, so together they pack into little more than one.
  const packed = Buffer.from(pack(Buffer.concat([plain, relaxed]))).toString("base64");
  return `// Made from assemblyscript/ by \`pnpm kernels\`; not to be edited.

/** SHA-256 of the sources, the compiler's version and what it was told. */
export const sourceHash = "${await hashSources()}";

/** How many bytes the kernels have without, and with fused multiply-add. */
export const sizes = { plain: ${plain.length}, relaxed: ${relaxed.length} };

/** Where in each stand the flags of the memory that it imports. */
export const memoryFlags = { plain: ${memoryFlags(plain)}, relaxed: ${memoryFlags(relaxed)} };

/** Both, one after the other, as base64 of an LZ4 block. */
export const packed =
  "${packed}";
`;
}

/** The import reads `env`, `memory`, then 2 for a memory, and then its flags: 1 for a maximum. */
function memoryFlags(bytes: Uint8Array): number {
  const at = Buffer.from(bytes).indexOf("\x03env\x06memory\x02\x01", "latin1");
  if (at < 0) throw new Error("kernels: they must import a memory with a maximum, got none");
  return at + "\x03env\x06memory\x02".length;
}

/** Compiles one variant in a thread of its own: it takes a core many seconds. */
async function binary(toCompile: VariantToCompile): Promise<Uint8Array> {
  const worker = new Worker(new URL("compile-variant.ts", import.meta.url), { workerData: toCompile });
  const [bytes] = await once(worker, "message");
  if (!(bytes instanceof Uint8Array)) throw new Error(`kernels: a variant must be bytes, got ${typeof bytes}`);
  return bytes;
}

if (import.meta.main) {
  await writeFile(new URL(mapName, sources), mapText);
  await writeFile(compiled, await compileKernels());
}
