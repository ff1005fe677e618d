// Lane: process

import { join } from "node:path";
import { moduleIds } from "@tinytorch/course-files";
import { moduleChecks, modulePlace, runCheck } from "@tinytorch/suite-proof";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** What `tito check` finds, but for the hidden suites, which `tito verify` proves. */
describe.each(await moduleIds(root))("%s", (id) => {
  test.each(moduleChecks)("$name: $rule", async (check) => {
    expect(await runCheck(check, modulePlace(root, id))).toEqual({
      name: check.name,
      ok: true,
      sentence: check.rule,
    });
  });
});

test("there are modules to check", async () => {
  expect(await moduleIds(root)).toContain("08-optimizers");
});
