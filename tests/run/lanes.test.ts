import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { asksFor, type Lane, testFilesByLane } from "./lanes.ts";

const root = join(import.meta.dirname, "../..");
/** Those that run a package at a time; `pure` is one run of the whole workspace. */
const lanes = ["process", "clock", "full"] as const satisfies readonly Lane[];
const byLane = testFilesByLane(root);

/** Folders with a manifest that are no members of the workspace: what they ask for is only installed when it is used. */
const apart = ["bench/library", "bench/pages/lighthouse", "packages/tensor/scripts"];

/** The folder of the workspace's package that a file belongs to, and the scripts of it. */
function packageOf(file: string): { folder: string; scripts: Readonly<Record<string, string>> } {
  let folder = dirname(file);
  while (apart.includes(folder) || !existsSync(join(root, folder, "package.json"))) folder = dirname(folder);
  return { folder, ...JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) };
}

test.for(lanes)("every test file of the lane %s is run by the script of that name in its package", (lane) => {
  const left = byLane[lane].filter((file) => {
    const { folder, scripts = {} } = packageOf(file);
    const up = "../".repeat(folder.split("/").length);
    return !scripts[lane]?.includes(`vitest run --config ${up}vitest.config.ts --project `);
  });
  expect(left).toEqual([]);
});

test("the nightly tests run where a script asks for them by name, and not when somebody names a folder of theirs", () => {
  const scripts = [...new Set(byLane.full.map((file) => packageOf(file).scripts.full ?? ""))];
  for (const script of scripts) expect(asksFor("full", script.split(" ")), script).toBe(true);
  expect(asksFor("full", ["vitest", "run", "--project=full"])).toBe(true);
  for (const folder of ["packages/tensor", "full"]) expect(asksFor("full", ["vitest", "run", folder])).toBe(false);
  expect(asksFor("full", ["vitest", "run", "--project", "library", "full"])).toBe(false);
});

test("no script asks for a lane in which its package has no file", () => {
  const used = new Set(lanes.flatMap((lane) => byLane[lane].map((file) => `${packageOf(file).folder} ${lane}`)));
  const folders = [...new Set(lanes.flatMap((lane) => byLane[lane].map((file) => packageOf(file).folder)))];
  const idle = folders.flatMap((folder) => {
    const { scripts = {} } = packageOf(`${folder}/package.json`);
    return lanes
      .filter((lane) => scripts[lane] !== undefined && !used.has(`${folder} ${lane}`))
      .map((lane) => `${folder} ${lane}`);
  });
  expect(idle).toEqual([]);
});

test("every module has the tasks that check and prove it", () => {
  const modules = readdirSync(join(root, "grading")).filter((name) => /^\d{2}-/.test(name));
  expect(modules).not.toEqual([]);
  for (const id of modules) {
    const { scripts } = packageOf(`grading/${id}/package.json`);
    expect(scripts, id).toMatchObject({
      check: "vitest run --config ../../vitest.config.ts --project module",
      prove: `tito verify ${id.slice(0, 2)} --quick`,
    });
  }
});

test("there are tests of every kind", () => {
  for (const lane of ["pure", ...lanes] as const) expect(byLane[lane].length, lane).toBeGreaterThan(0);
});
