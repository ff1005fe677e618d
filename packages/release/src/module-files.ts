import type { ModuleManifest } from "@tinytorch/course";
import { handedOut } from "@tinytorch/course-files";

/** Page, starter, hints, visible tests and lab of these modules, by path in the course. */
export async function moduleFiles(
  course: string,
  manifests: readonly ModuleManifest[],
): Promise<Readonly<Record<string, string>>> {
  const each = await Promise.all(
    manifests.map(async (manifest) => underModules(manifest.id, await handedOut(course, manifest))),
  );
  return Object.assign({}, ...each);
}

function underModules(id: string, texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [`modules/${id}/${path}`, text]));
}
