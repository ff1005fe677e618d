import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { type Lane, testFilesByLane } from "./lanes.ts";

const root = join(import.meta.dirname, "../..");
const lanes = ["pure", "process", "clock", "full"] as const satisfies readonly Lane[];
const byLane = testFilesByLane(root);

/** The folder of the package that a file belongs to, and the scripts of it. */
function packageOf(file: string): { folder: string; scripts: Readonly<Record<string, string>> } {
  let folder = dirname(file);
  while (!existsSync(join(root, folder, "package.json"))) folder = dirname(folder);
  return { folder, ...JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) };
}

test.for(lanes)("every test file of the lane %s is run by the script of that name in its package", (lane) => {
  const left = byLane[lane].filter((file) => {
    // The bench's packages to compare with are no members of the workspace.
    const { folder, scripts = {} } = packageOf(file.replace("bench/library/", "bench/"));
    const up = "../".repeat(folder.split("/").length);
    return !scripts[lane]?.startsWith(`vitest run --config ${up}vitest.config.ts --project `);
  });
  expect(left).toEqual([]);
});

test("no script asks for a lane in which its package has no file", () => {
  const used = new Set(
    lanes.flatMap((lane) =>
      byLane[lane].map((file) => `${packageOf(file.replace("bench/library/", "bench/")).folder} ${lane}`),
    ),
  );
  const folders = [...new Set(lanes.flatMap((lane) => byLane[lane].map((file) => packageOf(file).folder)))];
  const idle = folders.flatMap((folder) => {
    const { scripts = {} } = packageOf(`${folder}/package.json`);
    return lanes
      .filter((lane) => scripts[lane] !== undefined && !used.has(`${folder} ${lane}`))
      .map((lane) => `${folder} ${lane}`);
  });
  expect(idle).toEqual([]);
});

test("there are tests of every kind", () => {
  for (const lane of lanes) expect(byLane[lane].length, lane).toBeGreaterThan(0);
});
