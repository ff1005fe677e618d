// Lane: process

import { milestones } from "@tinytorch/milestones";
import { expect, test } from "vitest";
import { runTito, spawnTito } from "../../testing/run-tito.ts";
import { viewMilestone } from "./milestone-view.ts";

test("without a name it lists what there is, also for a program", async () => {
  const { code, stdout } = await runTito(["milestone"]);
  expect(code).toBe(0);
  for (const id of ["perceptron", "xor", "spirals", "digits", "moved-digit", "digits-cnn"])
    expect(stdout).toContain(id);
  const listed = JSON.parse((await runTito(["milestone", "--json"])).stdout);
  expect(listed[1]).toEqual({ id: "xor", title: expect.any(String), modules: expect.arrayContaining(["09-training"]) });
});

test.each([[["xr"]], [["all", "xr"]], [["xor", "xr"]]])(
  "of %j what is not there is refused, with those that are",
  async (names) => {
    const { code, stderr } = await runTito(["milestone", ...names]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'the milestone must be one of perceptron, xor, spirals, digits, moved-digit, digits-cnn and all, got "xr"',
    );
  },
);

test("it runs on one's own modules: on the starters it says what is to be written first", async () => {
  const { code, stdout } = await spawnTito(["milestone", "xor"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/modules\/01-tensor\/src\/create\.ts:\d+: not written yet: /);
  expect(stdout).toMatch(/\n {2}Not yet \(.+ s\)\. tito test 01 says more\.\n$/);
});

test("a file that does not load is not named where something else failed", () => {
  const milestone = milestones.find(({ id }) => id === "xor");
  if (milestone === undefined) throw new Error("no milestone xor");
  const unused = { file: "modules/05-cnn/src/index.ts", line: 1, column: 1, message: "an enum" };
  const failure = { kind: "memory", cause: "it used more memory than there is", where: null } as const;
  const result = { milestone: "xor", ok: false, checks: [], loadProblems: [unused], failure, seconds: 1.3 };
  expect(viewMilestone(milestone, result, "your own code")).toMatch(
    /modules\/milestones\/xor\/README\.md says which module/,
  );
});

test("of a check that failed it names the page that says which module to look at", () => {
  const milestone = milestones.find(({ id }) => id === "xor");
  if (milestone === undefined) throw new Error("no milestone xor");
  const failed = { name: "gradients", ok: false, found: "0.262 apart" };
  const result = { milestone: "xor", ok: false, checks: [failed], loadProblems: [], failure: null, seconds: 1.3 };
  expect(viewMilestone(milestone, result, "your own code")).toMatch(
    /❌ gradients +0\.262 apart\n {2}Not yet \(1\.3 s\)\. modules\/milestones\/xor\/README\.md says which module to look at\.$/,
  );
});

test("it runs on the solutions for those who have them, and --json says what was looked at", async () => {
  const { code, stdout } = await spawnTito(["milestone", "perceptron", "perceptron", "--solution", "--json"]);
  expect(code).toBe(0);
  const [result, ...others] = JSON.parse(stdout);
  expect(others).toEqual([]);
  expect(result).toMatchObject({ milestone: "perceptron", ok: true, failure: null, loadProblems: [] });
  expect(result.checks.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, true, true]);
});

test("the proof of milestones takes no module and no seeds", async () => {
  const [named, seeded] = [
    await runTito(["verify", "08", "--milestones"]),
    await runTito(["verify", "--milestones", "--seeds", "3"]),
  ];
  expect(named).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--milestones takes all modules together, got 08"),
  });
  expect(seeded.code).toBe(2);
});
