import { colors } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";
import type { ComparedFile } from "./compare-files.ts";

/**
 * The solution beside one's own files: a block for each that is otherwise, then a line for those that are not.
 *
 *     src/sgd.ts
 *     @@ yours 12, solution 12 @@
 *       step(): void {
 *     -   yours();
 *     +   the solution's();
 */
export function viewDiff(files: readonly ComparedFile[]): string {
  const lines = files
    .filter(({ hunks }) => hunks.length > 0)
    .flatMap(({ path, state, hunks }) => [
      colors.bold(state === "other" ? `${path}, which you have not` : path),
      ...hunks.flatMap(({ ownLine, otherLine, lines: each }) => [
        colors.cyan(`@@ yours ${ownLine}, solution ${otherLine} @@`),
        ...each.map(viewLine),
      ]),
      "",
    ]);
  const named = (state: ComparedFile["state"]) => files.filter((file) => file.state === state).map(({ path }) => path);
  const [same, own] = [named("same"), named("own")];
  if (same.length > 0) lines.push(`As in the solution: ${same.join(", ")}.`);
  if (own.length > 0) lines.push(`Yours alone: ${own.join(", ")}.`);
  return lines.join("\n").trimEnd();
}

function viewLine(line: string): string {
  const text = visible(line);
  if (line.startsWith("-")) return colors.red(text);
  return line.startsWith("+") ? colors.green(text) : text;
}
