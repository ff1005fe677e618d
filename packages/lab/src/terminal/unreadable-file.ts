import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** `src/sgd.ts:12 cannot be read: Expected ',', got ';'` of an error of Node that names the place; null of any other. */
export function unreadableFile(error: unknown): string | null {
  if (!(error instanceof SyntaxError)) return null;
  // Before the error itself stand the file and the line, and then the line's text.
  const [, file, line] = /^(file:\/\/\S+):(\d+)\n/.exec(error.stack ?? "") ?? [];
  if (file === undefined) return null;
  return `${relative(process.cwd(), fileURLToPath(file))}:${line} cannot be read: ${error.message}`;
}
