import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { unpackFiles } from "../tarball.ts";

/**
 * Every file under a folder as text, by its path in it, and those that packed files hold, by the path of the packed one and their own;
 * so with packed files in packed files. What stands in a text as base64 is part of it, decoded; each text that JSON holds, such as a bundle,
 * is one of its own besides, by its place there.
 */
export async function releasedTexts(folder: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    await read(relative(folder, file).split(sep).join("/"), await readFile(file), texts);
  }
  return texts;
}

async function read(path: string, content: Buffer, texts: Map<string, string>): Promise<void> {
  if (/\.(tgz|tar\.gz)$/.test(path)) {
    for (const [inside, each] of Object.entries(await unpackFiles(content)))
      await read(`${path}/${inside}`, each, texts);
    return;
  }
  const text = content.toString("utf8");
  const encoded = Array.from(text.matchAll(/;base64,([A-Za-z0-9+/]{40,}={0,2})/g), ([, data = ""]) => data);
  texts.set(path, [text, ...encoded.map((data) => Buffer.from(data, "base64").toString("utf8"))].join("\n"));
  if (path.endsWith(".json")) for (const [place, each] of textsInJson(text)) texts.set(`${path} ${place}`, each);
}

/** The texts of more than one line, or of a bundle's length, that stand in JSON; nothing of what is none. */
function textsInJson(text: string): readonly (readonly [place: string, text: string])[] {
  const found: [string, string][] = [];
  try {
    JSON.parse(text, function reviver(this: unknown, key: string, value: unknown) {
      if (typeof value === "string" && (value.includes("\n") || value.length > 500))
        found.push([`${found.length} ${key}`, value]);
      return value;
    });
  } catch {
    return [];
  }
  return found;
}

/** The files that are source maps, or name one: from these the sources come back. */
export async function sourceMaps(folder: string): Promise<readonly string[]> {
  const isMap = ([file, text]: readonly [string, string]) =>
    file.endsWith(".map") || /^\/\/[#@] sourceMappingURL=/m.test(text);
  return [...(await releasedTexts(folder))].filter(isMap).map(([file]) => file);
}
