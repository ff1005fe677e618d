import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { isModulePath } from "@tinytorch/course-files";
import { Parser } from "tar";
import { CliError } from "../../terminal/cli-error.ts";
import type { ModuleTexts } from "./started-from.ts";

/** A module that has more was not handed out by a course. */
const most = { files: 500, fileBytes: 1_048_576, bytes: 8_388_608 } as const;

/**
 * The texts in a module's archive, by their paths inside its folder: only files, only under that folder, only so large, each
 * once. Nothing is written.
 * @throws CliError with exit code 3 saying what else is in it.
 */
export async function unpackStarter(archive: Uint8Array, id: string): Promise<ModuleTexts> {
  const tar = await promisify(gunzip)(archive, { maxOutputLength: 2 * most.bytes }).catch((error: Error) => {
    throw refused(id, error.message);
  });
  const texts: Record<string, string> = {};
  const seen = new Set<string>();
  let bytes = 0;
  const problems: string[] = [];
  // It is all in memory: what is wrong is told after the last entry, and none of it is used.
  await new Promise<void>((done, fail) => {
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry) => {
        const parts: Buffer[] = [];
        entry.on("data", (part: Buffer) => parts.push(part));
        entry.on("end", () => {
          const { path, problem } = insideOf(id, entry.path, entry.type);
          const content = Buffer.concat(parts);
          bytes += content.length;
          if (problem !== null) problems.push(problem);
          else if (seen.has(path.toLowerCase())) problems.push(`${path} twice`);
          else if (content.length > most.fileBytes) problems.push(`${content.length} bytes in ${path}`);
          else if (seen.size >= most.files) problems.push(`more than ${most.files} files`);
          else if (bytes > most.bytes) problems.push(`more than ${most.bytes} bytes`);
          else {
            const text = textOf(content);
            if (text === null) problems.push(`${path}, which is no text`);
            else texts[path] = text;
          }
          seen.add(path.toLowerCase());
        });
      },
    });
    parser.on("error", fail);
    parser.on("end", done);
    parser.end(tar);
  }).catch((error: Error) => {
    throw refused(id, error.message);
  });
  const [problem] = problems;
  if (problem !== undefined) throw refused(id, problem);
  if (seen.size === 0) throw refused(id, "nothing in it");
  return texts;
}

function refused(id: string, got: string): CliError {
  return new CliError(
    3,
    `the service must hand out the text files of ${id} and no more than ${most.files}, got ${got}`,
  );
}

/** An entry's path inside the module's folder, and what is wrong with it. */
function insideOf(id: string, name: string, type: string): { readonly path: string; readonly problem: string | null } {
  const path = name.slice(id.length + 1);
  if (type !== "File") return { path, problem: `${JSON.stringify(name)}, which is no file (${type})` };
  const isInside = name.startsWith(`${id}/`) && isModulePath(path);
  return { path, problem: isInside ? null : `a file called ${JSON.stringify(name)}` };
}

function textOf(content: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}
