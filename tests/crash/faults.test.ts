// Lane: process

import { temporaryFolder } from "@tinytorch/test-harness";
import { expect, test } from "vitest";
import { type Fault, faults, makeFaults } from "./make-faults.ts";

/** What waits for more than a lease, or for another server's end: the queue's own tests have it, and `pnpm faults` all of them ten times. */
const long: readonly Fault[] = [
  "a grader comes back after its lease",
  "no line from a grader to Redis for long",
  "a second server is started",
];

test("whatever fails once between a server, its engine and graders elsewhere, no receipt is lost, each is graded once, and nothing is stuck", async () => {
  const kinds = faults.filter((fault) => !long.includes(fault));
  const rows = await makeFaults({ folder: temporaryFolder(), count: kinds.length, kinds, seed: 20_261_130 });
  expect(rows.map(({ fault, times, broken }) => ({ fault, times, broken }))).toEqual(
    kinds.map((fault) => ({ fault, times: 1, broken: [] })),
  );
  for (const { receipts } of rows) expect(receipts).toBeGreaterThan(0);
}, 600_000);
