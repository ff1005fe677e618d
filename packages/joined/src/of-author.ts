import type { LoadProblem } from "@tinytorch/course";

/** `src/01-tensor/shape.ts`, a place in modules that are joined, as its author knows it, wherever it stands in a text: `modules/01-tensor/src/shape.ts`. */
export function ofModule(text: string): string {
  return text
    .replace(/\bsrc\/(\d\d-[a-z0-9-]+)\//g, "modules/$1/src/")
    .replace(/\bsrc\/milestones\//g, "modules/milestones/");
}

/**
 * What does not load, as the modules' author can mend it: where what stands in the library's place, or a milestone's program, lacks an
 * export of a module, the module lacks it. Each is told once, for several files may lack the same.
 */
export function ofAuthor(problems: readonly LoadProblem[]): readonly LoadProblem[] {
  return [...new Map(problems.map(ofModuleThatLacks).map((problem) => [JSON.stringify(problem), problem])).values()];
}

function ofModuleThatLacks({ file, line, column, message }: LoadProblem): LoadProblem {
  const [, id, names] = /"@tinytorch\/module-([\w-]+)" exports no value named ([\w$, ]+)/.exec(message) ?? [];
  if (!/^src\/(?:given|milestones)\//.test(file) || id === undefined) {
    return { file: ofModule(file), line, column, message: ofModule(message) };
  }
  return { file: `modules/${id}/src/index.ts`, line: null, column: null, message: `it does not export ${names}` };
}
