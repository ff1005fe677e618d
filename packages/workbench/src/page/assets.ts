import { moduleManifestSchema } from "@tinytorch/course";
import { z } from "zod";
import { compiledModuleSchema } from "../modules/compiled-module.ts";

/** Where the workbench's files are, which `buildWorkbench` writes: addresses, and how a module's own is had. */
export interface WorkbenchAssets {
  /** The sandboxed frame's document. */
  readonly frame: string;
  /** Programs of the frame's workers. */
  readonly runner: string;
  readonly parser: string;
  /** The library, compiled. */
  readonly packages: string;
  /** What there is of a module, by its id: `08-optimizers`. */
  readonly module: (id: string) => Promise<unknown>;
}

/** The files of a folder as `buildWorkbench` writes them. */
export function assetsIn(folder: string): WorkbenchAssets {
  const address = (name: string) => `${folder.replace(/\/$/, "")}/${name}`;
  return {
    frame: address("frame.html"),
    runner: address("runner.js"),
    parser: address("parser.js"),
    packages: address("packages.json"),
    module: (id) => fetchText(address(`modules/${id}.json`)).then(JSON.parse),
  };
}

const texts = z.record(z.string(), z.string());

/** What all modules share: the library and vitest's stand-in compiled, the testkit's sources, and the language of the Node that grades. */
export const packagesSchema = z.strictObject({
  packages: z.record(z.string(), compiledModuleSchema),
  testkit: texts,
  language: z.record(z.string(), z.array(z.string())),
  /** Of the Node that grades: `v24.21.0`. */
  nodeVersion: z.string(),
});

/** What a student has of a module, beside their own files. */
export const moduleAssetSchema = z.strictObject({
  manifest: moduleManifestSchema,
  tests: z.strictObject({ sources: texts, files: z.array(z.string()), packages: z.array(z.string()) }),
  /** The starter's files, by path. */
  starter: texts,
  lab: compiledModuleSchema.nullable(),
});

export type ModuleAsset = z.infer<typeof moduleAssetSchema>;

/** @throws Error when it is not there. */
export async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`workbench: ${address} must be there, got status ${response.status}`);
  return response.text();
}

/** What a file holds. @throws Error when that is not what this version has in it. */
export function readAsset<Value>(name: string, json: unknown, schema: z.ZodType<Value>): Value {
  const found = schema.safeParse(json);
  if (found.success) return found.data;
  throw new Error(`workbench: ${name} must be a file of this version, got ${z.prettifyError(found.error)}`);
}
