import { dirname } from "node:path";
import { readManifest, readSubmission } from "@tinytorch/course-files";
import { type Rehearsal, type RehearsedTest, readVisibleTests, rehearse } from "@tinytorch/rehearsal";
import type { ModuleCheck, ModulePlace } from "./module-check.ts";

export const visibleTestsCheck: ModuleCheck = {
  name: "visible tests",
  rule: "the visible tests pass on the solution, and each fails on the starter with the words of a TODO",
  async problems(place) {
    const [onSolution, onStarter] = await Promise.all([
      runVisibleTests(place, dirname(place.solution)),
      runVisibleTests(place, place.student),
    ]);
    if (onSolution.tests.length === 0 && onSolution.brokenTestFiles.length === 0)
      return ["tests/ must have tests, got none"];
    const failures = onStarter.tests.filter(({ state }) => state === "failed");
    return [
      ...notLoaded(onSolution).map((words) => `on the solution must load: ${words}`),
      ...onSolution.tests
        .filter(({ state }) => state !== "passed")
        .map((test) => `on the solution must pass: ${titleOf(test)}`),
      ...notLoaded(onStarter).map((words) => `on the starter must load: ${words}`),
      ...(failures.length === 0 ? ["some test must fail on the starter, got none"] : []),
      ...onStarter.tests
        .filter(({ state }) => state !== "failed")
        .map((test) => `on the starter must fail: ${titleOf(test)}`),
      ...failures
        .filter(({ cause }) => cause?.startsWith("not written yet: ") !== true)
        .map((test) => `on the starter must fail with a TODO: ${titleOf(test)}`),
    ];
  },
};

function titleOf({ name }: RehearsedTest): string {
  return name;
}

function notLoaded({ loadProblems, brokenTestFiles }: Rehearsal): readonly string[] {
  return [...loadProblems, ...brokenTestFiles].map(({ file, message }) => `${file}, got ${message}`);
}

/** What a student sees of a module's visible tests, run on the starter or on the solution. */
async function runVisibleTests({ root, id, student }: ModulePlace, folder: string): Promise<Rehearsal> {
  const manifest = await readManifest(root, id);
  const [{ files }, tests] = await Promise.all([readSubmission(folder, manifest), readVisibleTests(student)]);
  return rehearse(manifest, files, tests);
}
