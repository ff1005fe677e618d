import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { errorLine } from "./check-page-code.ts";
import type { ModuleCheck } from "./module-check.ts";
import { runNode } from "./run-node.ts";

/** The program of a module's picture, under the name it has. */
const programs = ["lab.ts", "race.ts"] as const;

/** The part of a picture's lines that may be other ones on another machine: times, and what the machine is called. */
const machineShare = 1 / 3;

export const labCheck: ModuleCheck = {
  name: "lab",
  rule: "the lab draws the solution, gives its data as JSON, and the page shows the picture",
  async problems({ student, solution }) {
    for (const name of programs) {
      const program = join(student, "lab", name);
      if ((await stat(program).catch(() => null)) === null) continue;
      const place = { cwd: student, source: solution };
      const [picture, data] = await Promise.all([runNode([program], place), runNode([program, "--json"], place)]);
      const broken = [picture, data].find(({ code }) => code !== 0);
      if (broken !== undefined) return [`lab/${name} must run on the solution, got ${errorLine(broken.stderr)}`];
      if (picture.stdout.trim() === "") return [`lab/${name} must draw something, got nothing`];
      if (!isJson(data.stdout)) return [`lab/${name} --json must print JSON, got other text`];
      const drawn = linesOf(picture.stdout.trim());
      const page = await readFile(join(student, "README.md"), "utf8");
      const shown = textBlocks(page).find(
        ([first, ...below]) => first === drawn[0] && below.filter((line) => line !== "").length > 1,
      );
      if (shown === undefined) {
        return [
          `README.md must show the picture of lab/${name} in a \`\`\`text block, got none that begins with ${drawn[0]}`,
        ];
      }
      const lines = shown.filter((line) => line !== "");
      const others = linesBeside(lines, drawn);
      return others.length <= lines.length * machineShare
        ? []
        : [`README.md must show what lab/${name} draws, got among other lines that it does not draw: ${others[0]}`];
    }
    return [`lab/ must have a ${programs.join(" or ")}, got neither`];
  },
};

/** The lines of each block of text on a page. */
function textBlocks(page: string): readonly (readonly string[])[] {
  return Array.from(page.matchAll(/^```text\n(.*?)^```$/gms), ([, block = ""]) => linesOf(block.trimEnd()));
}

/** Of lines those that do not stand among others, in their order. */
function linesBeside(lines: readonly string[], others: readonly string[]): readonly string[] {
  let next = 0;
  return lines.filter((line) => {
    const found = others.indexOf(line, next);
    if (found >= 0) next = found + 1;
    return found < 0;
  });
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trimEnd());
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
