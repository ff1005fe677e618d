// Lane: process

import { existsSync, readdirSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { constants } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { repository, runTito, spawnTito } from "../../testing/run-tito.ts";
import { createModule } from "./create-module.ts";

/** Everything in a course but its packages. */
async function contents(course: string): Promise<readonly string[]> {
  const halves = ["", "modules", "grading"].map((folder) => readdir(join(course, folder)));
  return (await Promise.all(halves)).flat().sort();
}

test("it makes both halves of a module, named as it was asked, with src/ as the starter generator makes it", async () => {
  const course = await copyCourse();
  const made = await runTito(["new-module", "21-attention-maps", "--course", course]);
  expect(made).toMatchObject({ code: 0, stderr: "" });
  expect(made.stdout).toContain("wrote modules/21-attention-maps/src/scale.ts\n");
  expect(made.stdout).toContain("wrote grading/21-attention-maps/scale/mistakes.ts\n");
  const page = await readFile(join(course, "modules/21-attention-maps/README.md"), "utf8");
  expect(page).toContain("# Attention maps\n");
  expect(page).not.toContain("{{");
  const source = await readFile(join(course, "modules/21-attention-maps/src/scale.ts"), "utf8");
  expect(source).toContain('throw new Error("TODO(21-attention-maps): multiply each value by the factor");');
  expect(source).not.toContain("SOLUTION");
});

test("its packages ask for the vitest that the repository has", async () => {
  const course = await copyCourse();
  await createModule(course, "21-sampling");
  const { devDependencies } = JSON.parse(await readFile(join(repository, "package.json"), "utf8"));
  for (const half of ["modules", "grading"]) {
    const { name, dependencies } = JSON.parse(await readFile(join(course, half, "21-sampling/package.json"), "utf8"));
    expect({ name, vitest: dependencies.vitest }).toEqual({
      name: half === "modules" ? "@tinytorch/module-21-sampling" : "@tinytorch/grading-21-sampling",
      vitest: devDependencies.vitest,
    });
  }
});

test.each([
  ["8-short", "must look like 08-optimizers"],
  ["08-Optimizers", "must look like 08-optimizers"],
  ["08-", "must look like 08-optimizers"],
  ["08-a--b", "must look like 08-optimizers"],
  ["08-../../escape", "must look like 08-optimizers"],
  [`21-${"a".repeat(62)}`, "at most 64 characters"],
  ["01-other", "the number 01 must be free, got modules/01-echo"],
])("%s is refused, and nothing is written", async (name, sentence) => {
  const course = await copyCourse();
  const before = await contents(course);
  await expect(createModule(course, name)).rejects.toThrow(sentence);
  expect(await contents(course)).toEqual(before);
});

test("a number whose hidden half alone is there is taken too", async () => {
  const course = await copyCourse();
  await rm(join(course, "modules/01-echo"), { recursive: true });
  const { code, stderr } = await runTito(["new-module", "01-other", "--course", course]);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: "tito new-module: the number 01 must be free, got grading/01-echo\n",
  });
});

// A folder cannot be moved to another file system: the second half fails after the first has its place.
test.skipIf(!existsSync("/dev/shm"))("when it fails half way, no half is left", async () => {
  const course = await copyCourse();
  const elsewhere = await mkdtemp("/dev/shm/grading-");
  onTestFinished(() => rm(elsewhere, { recursive: true }));
  await cp(join(course, "grading"), elsewhere, { recursive: true });
  await rm(join(course, "grading"), { recursive: true });
  await symlink(elsewhere, join(course, "grading"));
  const before = await contents(course);
  await expect(createModule(course, "21-sampling")).rejects.toThrow("EXDEV");
  expect(await contents(course)).toEqual(before);
});

test.each(["SIGINT", "SIGTERM"] as const)("ended by %s half way, it leaves nothing half made", async (signal) => {
  const course = await copyCourse();
  const before = await contents(course);
  const isUnderWay = () => readdirSync(course).some((name) => name.startsWith(".new-module-"));
  const { code } = await spawnTito(["new-module", "21-sampling", "--course", course], {
    during: async (child) => {
      while (child.exitCode === null && !isUnderWay()) await setImmediate();
      child.kill(signal);
    },
  });
  // It may have been quicker than the signal.
  const both = [...before, "21-sampling", "21-sampling"].sort();
  expect([code, await contents(course)]).toEqual(code === 0 ? [0, both] : [128 + constants.signals[signal], before]);
});

test("in a student's checkout it says that the hidden material is not there", async () => {
  const course = await copyCourse();
  await rm(join(course, "grading"), { recursive: true });
  const { code, stderr } = await runTito(["new-module", "21-sampling", "--course", course]);
  expect(code).toBe(2);
  expect(stderr).toContain("not part of a student's checkout");
});
