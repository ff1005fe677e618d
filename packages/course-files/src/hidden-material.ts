import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  defineMutants,
  defineRubric,
  type Mutant,
  type Rubric,
  type Signatures,
  signaturesSchema,
} from "@tinytorch/course";
import { importNamed } from "./import-named.ts";
import { readIfThere } from "./read-if-there.ts";

/** Where the hidden material of a module lies. */
export function hiddenFolder(root: string, id: string): string {
  return join(root, "grading", id);
}

/** What each test of the hidden suite is worth. @throws when it is missing, malformed, or another module's. */
export async function readRubric(folder: string, id: string): Promise<Rubric> {
  const rubric = defineRubric(await importNamed(join(folder, "rubric.ts"), "rubric"));
  if (rubric.module !== id) throw new Error(`the rubric must be of ${id}, got ${rubric.module}`);
  return rubric;
}

/** The folder of the hidden suite, and the absolute paths of its test files. */
export async function listSuite(
  folder: string,
): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  const suite = join(folder, "suite");
  const files = (await readdir(suite)).filter((name) => name.endsWith(".test.ts")).sort();
  if (files.length === 0) throw new Error(`the suite must have test files, got none in ${suite}`);
  return { folder: suite, files: files.map((name) => join(suite, name)) };
}

/** The mistakes that the suite must catch. */
export async function readMutants(folder: string): Promise<readonly Mutant[]> {
  return defineMutants(await importNamed(join(folder, "mutants.ts"), "mutants"));
}

/** What each mistake looks like from outside, as `tito verify --write` found it; empty before that. */
export async function readSignatures(folder: string): Promise<Signatures> {
  const text = await readIfThere(join(folder, "signatures.json"));
  return text === null ? [] : signaturesSchema.parse(JSON.parse(text));
}

/** Writes what the mistakes of a module look like, for graders to recognise. */
export async function writeSignatures(root: string, id: string, signatures: Signatures): Promise<void> {
  const lines = signatures.map((signature) => `  ${JSON.stringify(signature)}`);
  await writeFile(join(hiddenFolder(root, id), "signatures.json"), `[\n${lines.join(",\n")}\n]\n`);
}
