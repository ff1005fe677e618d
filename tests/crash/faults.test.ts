// Lane: process

import { temporaryFolder } from "@tinytorch/test-harness";
import { expect, test } from "vitest";
import { faults, makeFaults } from "./make-faults.ts";

// With `pnpm faults` it is ten of each.
test("whatever fails once between a server, its engine and graders elsewhere, no receipt is lost, each is graded once, and nothing is stuck", async () => {
  const rows = await makeFaults({ folder: temporaryFolder(), count: faults.length, seed: 20_261_130 });
  expect(rows.map(({ fault, times, broken }) => ({ fault, times, broken }))).toEqual(
    faults.map((fault) => ({ fault, times: 1, broken: [] })),
  );
  for (const { receipts } of rows) expect(receipts).toBeGreaterThan(0);
}, 600_000);
