const begin = /^(\s*)\/\/ BEGIN SOLUTION$/;
const end = /^\s*\/\/ END SOLUTION$/;
const todoLine = /^\s*\/\/ TODO: (.+)$/;

/**
 * The starter a student receives: each region between `// BEGIN SOLUTION` and `// END SOLUTION` becomes one
 * `throw` that names the module and what to write. The words come from a `// TODO: …` line that opens the region.
 *
 *   // BEGIN SOLUTION
 *   // TODO: update every parameter from its gradient
 *   …
 *   // END SOLUTION      →   throw new Error("TODO(08-optimizers): update every parameter from its gradient");
 *
 * @throws Error on a region that is not closed, not opened, nested, or without its TODO line.
 */
export function stripSolution(source: string, moduleId: string): string {
  const output: string[] = [];
  let region: { indent: string; words: string | null } | null = null;
  for (const [index, line] of source.split("\n").entries()) {
    const opening = begin.exec(line);
    if (opening) {
      if (region) throw new Error(`stripSolution: regions must not nest, got one at line ${index + 1}`);
      region = { indent: opening[1] ?? "", words: null };
    } else if (end.test(line)) {
      if (!region) throw new Error(`stripSolution: END must follow BEGIN, got END at line ${index + 1}`);
      if (region.words === null) {
        throw new Error(`stripSolution: a region must start with // TODO: …, got none before line ${index + 1}`);
      }
      output.push(`${region.indent}throw new Error(${JSON.stringify(todoMessage(moduleId, region.words))});`);
      region = null;
    } else if (region) {
      region.words ??= todoLine.exec(line)?.[1] ?? null;
    } else {
      output.push(line);
    }
  }
  if (region) throw new Error("stripSolution: a region must end with // END SOLUTION, got the end of the file");
  return output.join("\n");
}

/** A solution without the lines that mark its regions: what a person would have written. */
export function plainSolution(source: string): string {
  const output: string[] = [];
  let isOpening = false;
  for (const line of source.split("\n")) {
    if (begin.test(line)) isOpening = true;
    else if (isOpening && todoLine.test(line)) isOpening = false;
    else if (!end.test(line)) {
      isOpening = false;
      output.push(line);
    }
  }
  return output.join("\n");
}

function todoMessage(moduleId: string, words: string): string {
  return `TODO(${moduleId}): ${words}`;
}
