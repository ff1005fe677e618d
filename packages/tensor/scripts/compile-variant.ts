import { parentPort, workerData } from "node:worker_threads";
import { main as compile } from "assemblyscript/asc";
import { compilerOptions } from "./kernel-sources.ts";

/** What a thread that compiles one variant of the kernels is given. */
export interface VariantToCompile {
  readonly files: ReadonlyMap<string, string>;
  /** What the compiler is told besides `compilerOptions`. */
  readonly features: readonly string[];
}

async function compileVariant({ files, features }: VariantToCompile): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await compile([...compilerOptions, ...features], {
    readFile: (name) => files.get(name) ?? null,
    writeFile: (_name, contents) => {
      if (typeof contents !== "string") bytes = contents;
    },
    listFiles: () => [...files.keys()],
  });
  if (error !== null || bytes === undefined) throw new Error(`kernels: they must compile, got ${stderr}`);
  return bytes;
}

parentPort?.postMessage(await compileVariant(workerData));
