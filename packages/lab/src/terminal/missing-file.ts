import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** What to do about a file of the student's that is imported and not there; null of any other error. */
export function missingFile(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_MODULE_NOT_FOUND") return null;
  const url = "url" in error && typeof error.url === "string" ? error.url : "";
  if (!url.startsWith("file:")) return null;
  const path = fileURLToPath(url);
  const shown = relative(process.cwd(), path);
  const module = moduleFolder(path);
  if (module !== null && isOfCourse(module, path)) {
    const [number = ""] = module.slice(module.lastIndexOf(sep) + 1).split("-");
    return `${shown} is not there: put it back with \`tito reset ${number} ${inModule(module, path)}\``;
  }
  const importer = / imported from (.+)$/m.exec(error.message)?.[1];
  const by = importer === undefined ? "" : `, which ${relative(process.cwd(), importer)} imports,`;
  return `${shown}${by} is not there: write the file, or mend the import`;
}

/** The folder of the module that a file belongs to: the nearest above it that has a manifest. */
function moduleFolder(path: string): string | null {
  const above = dirname(path);
  if (above === path) return null;
  return existsSync(join(above, "module.json")) ? above : moduleFolder(above);
}

/** Whether the course gave the file: what it did not give cannot be put back. */
function isOfCourse(module: string, path: string): boolean {
  try {
    const { submittedFiles } = JSON.parse(readFileSync(join(module, "module.json"), "utf8"));
    return Array.isArray(submittedFiles) && submittedFiles.includes(inModule(module, path));
  } catch {
    return false;
  }
}

function inModule(module: string, path: string): string {
  return relative(module, path).split(sep).join("/");
}
