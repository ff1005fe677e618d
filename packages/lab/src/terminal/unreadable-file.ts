import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** `src/sgd.ts:12 cannot be read: Expected ',', got ';'` of an error of Node that names the place; null of any other. */
export function unreadableFile(error: unknown): string | null {
  if (!(error instanceof SyntaxError)) return null;
  // Before the error itself stand the file, as a path or an address, and the line, and then the line's text.
  const [, file, line] = /^(?!\w*Error)(.+):(\d+)\n/.exec(error.stack ?? "") ?? [];
  if (file === undefined) return null;
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  return `${relative(process.cwd(), path)}:${line} cannot be read: ${error.message}`;
}
