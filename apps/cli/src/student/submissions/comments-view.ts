import type { Comment } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import { viewMessage, viewName } from "../../terminal/message-view.ts";
import { colors, localTime } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";

/** Lines of a file that are shown beside a comment on them; of more the first ones. */
const mostLines = 12;

/**
 * Comments beside the code that they are on:
 *
 *     src/sgd.ts:12
 *       12 │ const step = rate * gradient;
 *       teacher, 2026-12-06 18:51
 *         The rate is applied twice.
 *
 * @param withIds says each comment's id too, and who may see it: for whoever may change it.
 */
export function viewComments(comments: readonly Comment[], files: SubmittedFiles, withIds: boolean): readonly string[] {
  return comments.flatMap((comment) => [
    "",
    colors.bold(viewPlace(comment)),
    ...viewCode(comment, files),
    `  ${colors.dim(viewHead(comment, withIds))}`,
    ...viewMessage(comment.text ?? "(its text went with its author's account)", 4),
  ]);
}

/** `src/sgd.ts:12-14`; words where it is on no file. */
export function viewPlace({ path, lines }: Pick<Comment, "path" | "lines">): string {
  if (path === null) return "On the whole submission";
  if (lines === null) return visible(path);
  return `${visible(path)}:${lines.first}${lines.last === lines.first ? "" : `-${lines.last}`}`;
}

function viewHead({ id, author, at, editedAt, visible: isVisible }: Comment, withIds: boolean): string {
  const edited = editedAt === null ? "" : `, edited ${localTime(editedAt)}`;
  const waits = isVisible ? "" : ", not seen by its student before the release";
  return `${viewName(author)}, ${localTime(at)}${edited}${withIds ? `${waits}, comment ${id}` : ""}`;
}

function viewCode({ path, lines }: Comment, files: SubmittedFiles): readonly string[] {
  if (path === null || lines === null) return [];
  const all = (files[path] ?? "").split("\n");
  const last = Math.min(lines.last, lines.first + mostLines - 1);
  const width = String(last).length;
  const shown = all.slice(lines.first - 1, last).map((line, index) => {
    const number = String(lines.first + index).padStart(width);
    return `  ${colors.dim(`${number} │`)} ${visible(line)}`;
  });
  return last < lines.last ? [...shown, colors.dim(`  … to line ${lines.last}`)] : shown;
}
