import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { absent, outOfReach } from "./workbench-limits.ts";

test("the page on security says how many things the workbench's frame does not reach and has not", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/security.md"), "utf8");
  expect(page).toContain(
    `does not reach … (${outOfReach.length} of them); there is no … (${new Set(absent).size} of them)`,
  );
});
