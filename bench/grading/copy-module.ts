import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folderTexts, openModule, proofKey, writeProof } from "@tinytorch/course-files";
import { moduleId, root } from "./reference.ts";

/** The ids of a course of copies: 00 to 07 and 09 and so on; the reference's own number is left out. */
export function copyIds(count: number): readonly string[] {
  const numbers = Array.from({ length: count + 1 }, (_, index) => String(index).padStart(2, "0"));
  return numbers
    .filter((number) => number !== moduleId.slice(0, 2))
    .slice(0, count)
    .map((number) => `${number}-copy`);
}

/** Both halves of the reference's module in another course, under another id: a module of its own that is proven as the reference is. */
export async function copyModule(course: string, id: string): Promise<void> {
  for (const half of ["modules", "grading"]) {
    const folder = join(course, half, id);
    await cp(join(root, half, moduleId), folder, {
      recursive: true,
      filter: (path) => !/node_modules|reports|\.turbo/.test(path),
    });
    for (const [path, text] of Object.entries(await folderTexts(folder))) {
      await writeFile(join(folder, path), renamed(path, text, id));
    }
  }
  const copy = await openModule(course, id);
  await writeProof(copy.hiddenFolder, { key: await proofKey(course, id), signatures: await copy.signatures() });
}

/** The id wherever it stands; in pages, scripts and labs, whose commands name it by its number alone, the number too. */
function renamed(path: string, text: string, id: string): string {
  const named = text.replaceAll(moduleId, id);
  return /^(README\.md|package\.json|lab\/.*)$/.test(path) ? named.replaceAll(/\b08\b/g, id.slice(0, 2)) : named;
}
