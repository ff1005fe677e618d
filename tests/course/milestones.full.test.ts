import { join } from "node:path";
import { openCourse } from "@tinytorch/course-files";
import { milestones, milestonesFolder } from "@tinytorch/milestones";
import { verifyMilestones } from "@tinytorch/suite-proof";
import { expect, test } from "vitest";

const course = await openCourse(join(import.meta.dirname, "../.."));

test.each([2, 5])(
  "with seed %i the solutions reach every milestone, each stops a mutant, and each mutant is stopped",
  async (seed) => {
    const { ok, solutions, knockOuts } = await verifyMilestones(course, { milestones, folder: milestonesFolder, seed });
    expect(solutions.filter((each) => !each.ok)).toEqual([]);
    expect(knockOuts.map(({ module }) => module)).toEqual(course.modules.slice(1).map(({ manifest }) => manifest.id));
    expect(ok).toBe(true);
  },
);
