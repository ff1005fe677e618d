import { join } from "node:path";
import { libraryEntry } from "@tinytorch/course-files";
import { type Bundle, type BundleRequest, bundle, bundleKey } from "@tinytorch/sandbox";
import { programFolder } from "./program-place.ts";

/** What of the program is bundled when it runs, besides the library. */
const programs: readonly BundleRequest[] = [
  { entry: join(programFolder, "packages/sandbox/src/child.ts"), format: "cjs", names: "short" },
  { entry: join(programFolder, "packages/rehearsal/src/inside/index.ts"), format: "esm", names: "short" },
];

/** What a sandbox runs besides a submission and the library, as code: other people's, and nothing of the course. */
export async function sandboxCode(): Promise<readonly string[]> {
  return (await bundle(programs)).map(({ code }) => code);
}

/** The library as a sandbox serves it, with what each package imports in turn, and what a sandbox runs: by what they are found under. */
export async function readyBundles(packages: readonly string[]): Promise<Readonly<Record<string, Bundle>>> {
  const made: Record<string, Bundle> = {};
  const make = async (requests: readonly BundleRequest[]): Promise<readonly Bundle[]> => {
    const bundles = await bundle(requests);
    for (const [index, each] of bundles.entries()) {
      const request = requests[index];
      if (request !== undefined) made[bundleKey(request)] = each;
    }
    return bundles;
  };
  await make(programs);
  const seen = new Set<string>();
  for (let wanted = packages; wanted.length > 0; ) {
    for (const name of wanted) seen.add(name);
    const bundles = await make(
      wanted.map((name) => ({ entry: libraryEntry(name), format: "esm", names: "short" }) as const),
    );
    wanted = [...new Set(bundles.flatMap(({ imports }) => imports))].filter((name) => !seen.has(name));
  }
  return made;
}
