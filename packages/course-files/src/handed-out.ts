import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModuleManifest } from "@tinytorch/course";
import { folderTexts } from "./folder-texts.ts";
import { kindOf } from "./own-entries.ts";
import { readSubmission } from "./read-submission.ts";
import { releasedPage } from "./released-page.ts";

/** What a module is made of for a student besides `src/`: files, and folders of which all is theirs. */
const files = ["README.md", "module.json", "hints.json"];
const folders = ["tests", "lab"];

/**
 * The texts that a student receives of a module, by path inside its folder: page, manifest, hints, starter, visible tests and lab, in
 * order. Whatever else lies there, hidden entries and links are left out: what is of a checkout alone, too.
 */
export async function handedOut(root: string, manifest: ModuleManifest): Promise<Readonly<Record<string, string>>> {
  const folder = join(root, "modules", manifest.id);
  const texts: Record<string, string> = { ...(await readSubmission(folder, manifest)).files };
  for (const path of files) {
    if ((await kindOf(join(folder, path))) !== "a file") continue;
    const text = await readFile(join(folder, path), "utf8");
    texts[path] = path.endsWith(".md") ? releasedPage(`modules/${manifest.id}/${path}`, text, isReleased) : text;
  }
  for (const name of folders) {
    const own = await folderTexts(join(folder, name), (path) => !/(^|\/)(\.|node_modules\/)/.test(path));
    for (const [path, text] of Object.entries(own)) texts[`${name}/${path}`] = text;
  }
  return Object.fromEntries(Object.entries(texts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What pages may link to: other modules' pages, and the guides that every student has. */
const isReleased = (path: string) => /^(modules\/.+|docs\/(student|library)\.md|README\.md)$/.test(path);
