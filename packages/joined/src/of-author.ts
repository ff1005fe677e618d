import type { LoadProblem } from "@tinytorch/course";
import { allStandIns, type StandIns } from "./stand-ins.ts";

/** `src/01-tensor/shape.ts`, a place in modules that are joined, as its author knows it, wherever it stands in a text: `modules/01-tensor/src/shape.ts`. */
export function ofModule(text: string): string {
  return text
    .replace(/\bsrc\/(\d\d-[a-z0-9-]+)\//g, "modules/$1/src/")
    .replace(/\bsrc\/milestones\//g, "modules/milestones/");
}

/**
 * What does not load, as the modules' author can mend it: what stands in the library's place is nothing of theirs, nor is a milestone's
 * program, so it is told of the module that these are made of. Each is told once, for several files may lack the same.
 */
export async function ofAuthor(problems: readonly LoadProblem[]): Promise<readonly LoadProblem[]> {
  const { files } = await allStandIns();
  const told = problems.map((problem) => ofItsModule(problem, files));
  return [...new Map(told.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function ofItsModule({ file, line, column, message }: LoadProblem, standIns: StandIns["files"]): LoadProblem {
  const [, place] = /^src\/(given|milestones)\//.exec(file) ?? [];
  const [, lacking, names] = /"@tinytorch\/module-([\w-]+)" exports no value named ([\w$, ]+)/.exec(message) ?? [];
  if (place !== undefined && lacking !== undefined) return ofWhole(lacking, `it does not export ${names}`);
  const text = standIns[file.replace("src/given/", "")] ?? "";
  const madeOf = Array.from(text.matchAll(/"@tinytorch\/module-([\w-]+)"/g), ([, id = ""]) => id);
  const [first] = [...madeOf.filter((id) => message.includes(`"@tinytorch/module-${id}"`)), ...madeOf];
  if (place === "given" && first !== undefined) {
    const whole = madeOf.length === 1 || message.includes(first) ? "it" : madeOf.join(", ");
    return ofWhole(first, `the library's place cannot be filled with ${whole}: ${message}`);
  }
  return { file: ofModule(file), line, column, message: ofModule(message) };
}

function ofWhole(module: string, message: string): LoadProblem {
  return { file: `modules/${module}/src/index.ts`, line: null, column: null, message };
}
