import type { Rehearsal } from "@tinytorch/workbench";
import type { Fault } from "../editor/open-editor.ts";
import { parsePlace } from "./place-link.tsx";
import { shorten } from "./shorten.ts";

/** What the visible tests found wrong, by the lines of the student's own files. */
export function faultsOf(rehearsal: Rehearsal | null): readonly Fault[] {
  if (rehearsal === null) return [];
  const unloadable = rehearsal.loadProblems.map(
    ({ file, line, message }): Fault => ({ file, line: line ?? 1, message: shorten(message), severity: "error" }),
  );
  const failed = rehearsal.tests.flatMap(({ cause, where, component, name }): readonly Fault[] => {
    const { file, line } = parsePlace(where ?? "");
    if (cause === null || line === null || !file.startsWith("src/")) return [];
    return [{ file, line, message: `${component} › ${name}\n${shorten(cause)}`, severity: "warning" }];
  });
  return [...unloadable, ...failed];
}
