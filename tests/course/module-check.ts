import { join, relative } from "node:path";
import { moduleIds } from "@tinytorch/course-files";
import { moduleChecks, modulePlace, runCheck } from "@tinytorch/suite-proof";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Started in `grading/NN-name` it checks that module alone, as the task `check` of each does; elsewhere all of them. */
const here = /^grading\/([^/]+)$/.exec(relative(root, process.cwd()))?.[1];
const ids = here === undefined ? await moduleIds(root) : [here];

/** What `tito check` finds, but for the hidden suites, which `tito verify` proves. */
describe.each(ids)("%s", (id) => {
  test.each(moduleChecks)("$name: $rule", async (check) => {
    expect(await runCheck(check, modulePlace(root, id))).toEqual({
      name: check.name,
      ok: true,
      sentence: check.rule,
    });
  });
});

test("the course has the modules that are checked", async () => {
  expect(ids.length).toBeGreaterThan(0);
  expect(await moduleIds(root)).toEqual(expect.arrayContaining([...ids]));
});
