import { ApiError, type LineRange } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";

/** @throws ApiError `invalid-request` when the submission has no such file, or the file no such line. */
export function requirePlace(files: SubmittedFiles, path: string | undefined, lines: LineRange | undefined): void {
  if (path === undefined) return;
  const text = Object.hasOwn(files, path) ? files[path] : undefined;
  if (text === undefined) {
    const message = `path: it must be a file of the submission (${Object.keys(files).sort().join(", ")}), got ${path}.`;
    throw new ApiError("invalid-request", { message, field: "path" });
  }
  const count = lineCount(text);
  if (lines !== undefined && lines.last > count) {
    const field = lines.first > count ? "lines.first" : "lines.last";
    const message = `${field}: ${path} has ${count === 1 ? "1 line" : `${count} lines`}, got ${lines[field === "lines.first" ? "first" : "last"]}.`;
    throw new ApiError("invalid-request", { message, field });
  }
}

/** A line end at the end begins no line of its own. */
function lineCount(text: string): number {
  return text.replace(/\r?\n$/, "").split("\n").length;
}
