import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { z } from "zod";

const manifestSchema = z.object({ name: z.string(), version: z.string(), license: z.string().default("not stated") });

/** The licences of other people's packages whose files went into a program, as one text. */
export async function licencesOf(files: readonly string[]): Promise<string> {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  const licences = await Promise.all([...folders].map(licenceIn));
  return [...new Set(licences)].sort().join("\n\n");
}

/** The folder of the package that an installed file is part of; null of a file that is no part of any. */
function packageFolder(file: string): string | null {
  const within = `${sep}node_modules${sep}`;
  const at = file.lastIndexOf(within);
  if (at < 0) return null;
  const [scope = "", name = ""] = file.slice(at + within.length).split(sep);
  const root = file.slice(0, at + within.length);
  return scope.startsWith("@") ? join(root, scope, name) : join(root, scope);
}

async function licenceIn(folder: string): Promise<string> {
  const { name, version, license } = manifestSchema.parse(
    JSON.parse(await readFile(join(folder, "package.json"), "utf8")),
  );
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? "" : `\n\n${(await readFile(join(folder, file), "utf8")).trim()}`;
  return `${name} ${version}: ${license}${text}\n`;
}
