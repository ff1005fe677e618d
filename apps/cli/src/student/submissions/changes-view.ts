import { colors } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";
import type { ComparedFile } from "./compare-files.ts";

/** What changed from one submission to the next: removed lines with `-`, added ones with `+`. Compared as the one before (own) with this one (other). */
export function viewChanges(files: readonly ComparedFile[]): readonly string[] {
  const changed = files.filter(({ state }) => state !== "same");
  if (changed.length === 0) return ["The files are those of the submission before it."];
  return changed.flatMap(({ path, state, hunks }) => [
    "",
    colors.bold(
      `${visible(path)}${state === "own" ? ", which is not there any more" : state === "other" ? ", new" : ""}`,
    ),
    ...hunks.flatMap(({ ownLine, otherLine, lines }) => [
      colors.cyan(`@@ before ${ownLine}, now ${otherLine} @@`),
      ...lines.map(viewLine),
    ]),
  ]);
}

function viewLine(line: string): string {
  const text = visible(line, Number.POSITIVE_INFINITY);
  if (line.startsWith("-")) return colors.red(text);
  return line.startsWith("+") ? colors.green(text) : text;
}
