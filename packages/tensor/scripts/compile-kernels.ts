import { readdir, readFile, writeFile } from "node:fs/promises";
import { main as compile } from "assemblyscript/asc";
import { pack } from "./pack.ts";

const source = new URL("../assembly/", import.meta.url);

/** The committed module that holds the compiled kernels. */
export const compiled = new URL("../src/kernels/wasm/bytes.ts", import.meta.url);

/** Compiles `assembly/` with and without relaxed SIMD, and returns the text of the module that holds both. */
export async function compileKernels(): Promise<string> {
  const plain = await binary([]);
  const relaxed = await binary(["--enable", "relaxed-simd"]);
  // Most of one is in the other, so together they pack into little more than one.
  const packed = Buffer.from(pack(Buffer.concat([plain, relaxed]))).toString("base64");
  return `// Made from assembly/ by \`pnpm kernels\`; not to be edited.

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

async function binary(features: readonly string[]): Promise<Uint8Array> {
  const files = new Map<string, string>();
  for (const name of await readdir(source)) {
    if (name.endsWith(".ts")) files.set(name, await readFile(new URL(name, source), "utf8"));
  }
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await compile(
    // No runtime: plain functions over memory that is handed in. Constants end where src/kernels/wasm/elementwise.ts writes.
    [
      ...["index.ts", "--outFile", "kernels.wasm", "-O3s", "--noAssert", "--runtime", "stub"],
      ...["--importMemory", "--noExportMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
      ...["--memoryBase", "128", "--lowMemoryLimit", "1024", "--enable", "simd", ...features],
    ],
    {
      readFile: (name) => files.get(name) ?? null,
      writeFile: (_name, contents) => {
        if (typeof contents !== "string") bytes = contents;
      },
      listFiles: () => [...files.keys()],
    },
  );
  if (error !== null || bytes === undefined) throw new Error(`kernels: they must compile, got ${stderr}`);
  return bytes;
}

if (import.meta.main) await writeFile(compiled, await compileKernels());
