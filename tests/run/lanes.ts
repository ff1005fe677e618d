import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * How a test file wants to be run:
 * - `pure`: computes, and shares a process with other files. What says nothing is pure.
 * - `process`: starts servers, graders, sandboxes or programs; one file of a package at a time.
 * - `clock`: mostly sleeps; all files at once, beside everything else.
 * - `full`: takes so long that it runs every night instead.
 */
export type Lane = "pure" | "process" | "clock" | "full";

const folders = "{apps,bench,docs,packages,tests}";

/** The test files of a folder by lane, from the workspace's root. The first line of a file that is not pure says which: `// Lane: clock`. */
export function testFilesByLane(root: string, folder = ""): Readonly<Record<Lane, readonly string[]>> {
  const files: Record<Lane, string[]> = { pure: [], process: [], clock: [], full: [] };
  const exclude = ["**/node_modules", "tests/fixtures"];
  for (const file of globSync(`${folders}/**/*.test.ts`, { cwd: root, exclude }).sort()) {
    if (folder === "" || file.startsWith(`${folder}/`)) files[laneOf(root, file)].push(file);
  }
  return files;
}

/** Whether a command line of vitest names this project: `--project full` or `--project=full`. */
export function asksFor(project: string, words: readonly string[]): boolean {
  return words.some(
    (word, place) => word === `--project=${project}` || (word === "--project" && words[place + 1] === project),
  );
}

function laneOf(root: string, file: string): Lane {
  if (file.endsWith(".full.test.ts")) return "full";
  const [, lane = "pure"] = /^\/\/ Lane: (\w+)/.exec(readFileSync(join(root, file), "utf8")) ?? [];
  if (lane !== "pure" && lane !== "process" && lane !== "clock")
    throw new Error(`lanes: ${file} must say pure, process or clock, got ${lane}`);
  return lane;
}
