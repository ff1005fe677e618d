import { type ModuleManifest, moduleManifestSchema } from "@tinytorch/course";
import type { Rehearsal } from "../rehearsal.ts";
import { rehearse } from "../rehearse.ts";

/** A module without the library: a rehearsal of it takes as little as one can. */
export const manifest = moduleManifestSchema.parse({
  id: "01-small",
  title: "Small",
  promise: "As small as a module can be.",
  stars: 1,
  hours: [1, 1],
  prerequisites: [],
  next: null,
  entry: "src/index.ts",
  submittedFiles: ["src/index.ts"],
  exports: ["twice"],
  allowedImports: [],
  points: 100,
  limits: { memoryMegabytes: 32 },
});

export const right = "export const twice = (value: number): number => 2 * value;\n";

/** The same, for tests that are meant to run out of time, and for those alone: on a busy machine others might. */
export const hurried: ModuleManifest = { ...manifest, limits: { ...manifest.limits, testMilliseconds: 400 } };

/** Rehearses texts: of test files by path (`tests/a.test.ts`), and of the submission's files. */
export function rehearseTexts(
  tests: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = { "src/index.ts": right },
  module = manifest,
): Promise<Rehearsal> {
  const testFiles = Object.keys(tests).filter((path) => path.endsWith(".test.ts"));
  return rehearse(module, files, { sources: tests, files: testFiles, packages: [] });
}

/** One test file, with what it needs imported in its first line. */
export function rehearseTest(
  body: string,
  files?: Readonly<Record<string, string>>,
  module?: ModuleManifest,
): Promise<Rehearsal> {
  const text = `import { twice } from "../src/index.ts"; import * as vitest from "vitest"; const { ${names} } = vitest;\n${body}`;
  return rehearseTexts({ "tests/sample.test.ts": text }, files, module);
}

const names = "afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi";
