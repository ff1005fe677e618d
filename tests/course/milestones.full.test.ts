import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openCourse } from "@tinytorch/course-files";
import { milestones, milestonesFolder } from "@tinytorch/milestones";
import { verifyMilestones } from "@tinytorch/suite-proof";
import { expect, test } from "vitest";

const course = await openCourse(join(import.meta.dirname, "../.."));

/** The page's table of what stopped each module's mutant: a row for each module, its number first. */
async function tableOfPage(): Promise<readonly (readonly string[])[]> {
  const page = await readFile(join(milestonesFolder, "README.md"), "utf8");
  const rows = page.split("\n").map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const begin = rows.findIndex(([head]) => head === "what is wrong");
  const end = rows.findIndex(({ length }, index) => index > begin && length === 0);
  return rows.slice(begin, end).map(([head = "", ...cells]) => [head.split(":")[0] ?? "", ...cells]);
}

test("with seed 1, the page tells by what each mutant is stopped", async () => {
  const { ok, knockOuts } = await verifyMilestones(course, { milestones, folder: milestonesFolder, seed: 1 });
  const ids = milestones.map(({ id }) => id);
  const rows = knockOuts.map(({ module, stoppedBy }) => [
    module.slice(0, 2),
    ...ids.map((id) => stoppedBy[id] ?? "passes"),
  ]);
  expect(ok).toBe(true);
  expect((await tableOfPage()).filter(([head]) => !/^-+$/.test(head ?? ""))).toEqual([
    ["what is wrong", ...ids],
    ...rows,
  ]);
});

test.each([2, 5])(
  "with seed %i the solutions reach every milestone, each stops a mutant, and each mutant is stopped",
  async (seed) => {
    const { ok, solutions, knockOuts } = await verifyMilestones(course, { milestones, folder: milestonesFolder, seed });
    expect(solutions.filter((each) => !each.ok)).toEqual([]);
    expect(knockOuts.map(({ module }) => module)).toEqual(course.modules.slice(1).map(({ manifest }) => manifest.id));
    expect(ok).toBe(true);
  },
);
