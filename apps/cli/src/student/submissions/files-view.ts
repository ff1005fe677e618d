import type { SubmittedFiles } from "@tinytorch/course";
import { colors } from "../../terminal/terminal.ts";
import { viewBytes } from "../../terminal/view-bytes.ts";
import { visible } from "../../terminal/visible.ts";

/** Whoever reads it is not who wrote it: every line is shown whole, and does nothing to the terminal. */
function shown(text: string): readonly string[] {
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => visible(line, Number.POSITIVE_INFINITY));
}

/** Each file with its size, a line each; with `texts` the file itself under it. */
export function viewSubmittedFiles(files: SubmittedFiles, texts: boolean): readonly string[] {
  const paths = Object.keys(files).sort();
  const width = Math.max(0, ...paths.map((path) => path.length));
  return paths.flatMap((path) => {
    const text = files[path] ?? "";
    const size = viewBytes(Buffer.byteLength(text));
    if (!texts) return [`  ${path.padEnd(width)}  ${size}`];
    return ["", colors.bold(`── ${path} (${size})`), ...shown(text)];
  });
}
