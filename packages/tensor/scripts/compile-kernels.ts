import { readdir, readFile, writeFile } from "node:fs/promises";
import { main as compile } from "assemblyscript/asc";

const source = new URL("../assembly/", import.meta.url);

/** The committed module that holds the compiled kernels. */
export const compiled = new URL("../src/kernels/wasm/bytes.ts", import.meta.url);

/** Compiles `assembly/` with and without relaxed SIMD, and returns the text of the module that holds both. */
export async function compileKernels(): Promise<string> {
  return `// Made from assembly/ by \`pnpm kernels\`; not to be edited.

/** The kernels for machines with a fused multiply-add, as base64. */
export const relaxedBytes =
  "${await base64(["--enable", "relaxed-simd"])}";

/** The kernels for all others. */
export const plainBytes =
  "${await base64([])}";
`;
}

async function base64(features: readonly string[]): Promise<string> {
  const files = new Map<string, string>();
  for (const name of await readdir(source)) {
    if (name.endsWith(".ts")) files.set(name, await readFile(new URL(name, source), "utf8"));
  }
  let binary: Uint8Array | undefined;
  const { error, stderr } = await compile(
    // No runtime: plain functions over memory that is handed in.
    [
      ...["index.ts", "--outFile", "kernels.wasm", "-O3s", "--noAssert", "--runtime", "stub"],
      ...["--importMemory", "--noExportMemory", "--memoryBase", "512", "--enable", "simd", ...features],
    ],
    {
      readFile: (name) => files.get(name) ?? null,
      writeFile: (_name, contents) => {
        if (typeof contents !== "string") binary = contents;
      },
      listFiles: () => [...files.keys()],
    },
  );
  if (error !== null || binary === undefined) throw new Error(`kernels: they must compile, got ${stderr}`);
  return Buffer.from(binary).toString("base64");
}

if (import.meta.main) await writeFile(compiled, await compileKernels());
