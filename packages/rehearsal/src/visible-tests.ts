import { join } from "node:path";
import { folderTexts } from "@tinytorch/course-files";

/** A module's visible tests as they lie in its `tests/`: sources by path (`tests/sgd.test.ts`). */
export interface VisibleTests {
  readonly sources: Readonly<Record<string, string>>;
  /** The files that hold tests, in order; the others are what they share. */
  readonly files: readonly string[];
  /** Packages of ours that they import by name. */
  readonly packages: readonly string[];
}

/** @throws when a file cannot be read */
export async function readVisibleTests(moduleFolder: string): Promise<VisibleTests> {
  const texts = await folderTexts(join(moduleFolder, "tests"), (path) => path.endsWith(".ts"));
  const sources = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`tests/${path}`, text]));
  const imported = Object.values(sources).flatMap((text) => [...text.matchAll(/from "(@tinytorch\/[a-z]+)"/g)]);
  return {
    sources,
    files: Object.keys(sources).filter((path) => path.endsWith(".test.ts")),
    packages: [...new Set(imported.map(([, name = ""]) => name))],
  };
}
