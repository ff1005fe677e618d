// Lane: process

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const solution = join(root, "grading/08-optimizers/solution/src");

/** Runs a file of module 08's lab as a student does, into a pipe, on the starter or on another folder of sources. */
async function runLab(file: string, args: readonly string[], source?: string): Promise<string> {
  const env = { ...process.env, TINYTORCH_MODULE_SOURCE: source };
  const path = join(root, "modules/08-optimizers/lab", file);
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...args], { env });
  return stdout;
}

describe("the race of module 08", () => {
  test("every runner comes down the surface, and the numbers can be had as JSON", async () => {
    for (const surface of ["bowl", "beale"]) {
      const race: { absent: unknown[]; lanes: { name: string; path: unknown[]; loss: number[] }[] } = JSON.parse(
        await runLab("race.ts", ["--json", "--surface", surface], solution),
      );
      expect(race.absent).toEqual([]);
      expect(race.lanes.map(({ name }) => name)).toEqual(["SGD", "Momentum (SGD, 0.9)", "Adam"]);
      for (const { path, loss } of race.lanes) {
        expect(path).toHaveLength(61);
        expect(loss.at(-1)).toBeLessThan((loss[0] ?? 0) / 10);
      }
    }
  });

  test("into a pipe goes the final picture alone, without colour", async () => {
    const output = await runLab("race.ts", [], solution);
    expect(output).toContain("A long bowl");
    expect(output).toMatch(/mm Momentum \(SGD, 0\.9\) +loss \S+ after 60 steps/);
    expect(output).not.toContain("\u001b");
  });

  test("code that is not written yet is waited for in plain words", async () => {
    const output = await runLab("race.ts", []);
    expect(output).toContain("Adam is not at the start yet: TODO(08-optimizers): ");
    expect(output).toContain("try tito test 08");
  });
});

test("an optimizer holds 0, 4, 8 and, with AMSGrad, 12 bytes for each parameter", async () => {
  const output = await runLab("measure.ts", ["--parameters", "200000"], solution);
  const bytes = Array.from(output.matchAll(/^(.+?) +(\d+) bytes/gm), ([, name, count]) => [name, Number(count)]);
  expect(bytes).toEqual([
    ["SGD", 0],
    ["SGD with momentum", 4],
    ["Adam", 8],
    ["AdamW", 8],
    ["Adam with AMSGrad", 12],
  ]);
});
