import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import * as map from "../src/kernels/wasm/memory-map.ts";

/** Where the sources of the kernels lie. */
export const sources = new URL("../assemblyscript/", import.meta.url);

/** The one of them that is made from the memory map, and its text. */
export const mapName = "memory-map.ts";
export const mapText = assemblyConstants({
  FIRST_AREA: map.FIRST_AREA,
  TILE: map.area.tile,
  REPEATED: map.area.repeated,
  SCRATCH: map.area.scratch,
  ROWS: map.plan.rows,
  COLUMNS: map.plan.columns,
  OPERANDS: map.plan.operands,
  OUT: map.plan.out,
  NUMBER: map.plan.number,
});

/** What the compiler is told: no runtime, plain functions over memory that is handed in. */
export const compilerOptions: readonly string[] = [
  ...["index.ts", "--outFile", "kernels.wasm", "-O3s", "--noAssert", "--runtime", "stub"],
  ...["--importMemory", "--noExportMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
  ...["--memoryBase", String(map.CONSTANTS), "--lowMemoryLimit", String(map.CONSTANTS_END), "--enable", "simd"],
];

/** The sources by file name, with the memory map as it is now. */
export async function readSources(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(sources)).filter((name) => name.endsWith(".ts") && name !== mapName).sort();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, sources), "utf8")));
  return new Map([...names.map((name, i) => [name, texts[i]] as const), [mapName, mapText]]);
}

/** SHA-256 of all that the compiled kernels are made from: the sources, what the compiler is told, and its version. */
export async function hashSources(): Promise<string> {
  // The compiler is only here once something was compiled; this folder's manifest pins it.
  const manifest = JSON.parse(await readFile(new URL("package.json", import.meta.url), "utf8"));
  const parts = [manifest.devDependencies.assemblyscript, compilerOptions, [...(await readSources())]];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function assemblyConstants(values: Readonly<Record<string, number>>): string {
  const lines = Object.entries(values).map(([name, value]) => `@inline export const ${name}: usize = ${value};\n`);
  return `// Made from src/kernels/wasm/memory-map.ts by \`pnpm kernels\`; not to be edited.\n\n${lines.join("")}`;
}
