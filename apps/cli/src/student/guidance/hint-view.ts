import type { Hint, HintRung } from "@tinytorch/course";
import { colors } from "../../terminal/terminal.ts";
import { wrap } from "../../terminal/wrap.ts";

/** What is typed for a part's hints: `tito hint 08 step-lr`. */
export function hintCommand(module: string, part: string): string {
  const typed = part
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1-$2")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .toLowerCase();
  return `tito hint ${module.slice(0, 2)} ${typed}`;
}

/** Some rungs of a part, and how to go on. */
export function viewRungs(module: string, part: string, rungs: readonly HintRung[]): string {
  const lines = rungs.flatMap(({ rung, kind, text, file }) => [
    `${colors.bold(part)} · ${rung} of 3 · ${kind}${file === undefined ? "" : ` · ${file}`}`,
    ...text.split("\n").flatMap((line) => wrap(line, 2)),
    "",
  ]);
  const command = hintCommand(module, part);
  const next = { 1: "the formula", 2: "the place" }[rungs.at(-1)?.rung ?? 3];
  const last =
    next === undefined ? `That was the last. \`${command} --from 1\` begins again.` : `\`${command}\` gives ${next}.`;
  return [...lines, colors.dim(last)].join("\n");
}

/** A module's parts, each with how many rungs were taken. */
export function viewParts(module: string, parts: readonly { readonly part: string; readonly taken: number }[]): string {
  const width = Math.max(...parts.map(({ part }) => part.length));
  const [first] = parts.filter(({ taken }) => taken < 3);
  return [
    `${colors.bold(module)}: the parts with hints, and how many were taken`,
    ...parts.map(({ part, taken }) => `  ${part.padEnd(width)}  ${taken} of 3`),
    "",
    colors.dim(`\`${hintCommand(module, first?.part ?? parts[0]?.part ?? "")}\` gives the next.`),
  ].join("\n");
}

/** The last line for somebody with a part that failed, where there are hints for it. */
export function viewStuck(module: string, hint: Hint | undefined): readonly string[] {
  return hint === undefined ? [] : [`Stuck? ${hintCommand(module, hint.part)}`];
}
