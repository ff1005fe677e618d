import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Proof, proofSchema } from "@tinytorch/course";
import { contentHash } from "./content-hash.ts";
import { folderTexts } from "./folder-texts.ts";
import { hiddenFolder } from "./hidden-material.ts";
import { readIfThere } from "./read-if-there.ts";
import { parseJson } from "./read-json.ts";

/** What `tito verify --write` found last; null before that. */
export async function readProof(folder: string): Promise<Proof | null> {
  const text = await readIfThere(join(folder, "signatures.json"));
  return text === null ? null : parseJson(text, "signatures.json", (json) => proofSchema.parse(json));
}

/** Writes what the mistakes of a module look like, for graders to recognise, a line for each. */
export async function writeProof(folder: string, { key, signatures }: Proof): Promise<void> {
  const lines = signatures.map((signature) => `    ${JSON.stringify(signature)}`);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  await writeFile(join(folder, "signatures.json"), `{\n  "key": ${JSON.stringify(key)},\n  "signatures": ${list}\n}\n`);
}

/**
 * One hash for all that a module's proof depends on: suites, the rubric frozen of them, mistakes, solution and manifest. When
 * it is not the one that was written with the signatures, they may be old.
 */
export async function proofKey(root: string, id: string): Promise<string> {
  const manifest = await readIfThere(join(root, "modules", id, "module.json"));
  const isProven = (path: string) =>
    path === "suite.json" || path === "rubric.json" || (/\.ts$/.test(path) && !/^node_modules\//.test(path));
  return contentHash({ ...(await folderTexts(hiddenFolder(root, id), isProven)), "module.json": manifest ?? "" });
}
