import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keptPromises } from "./kept-promises.ts";
import { killRepeatedly } from "./kill-repeatedly.ts";

test("killed fifty times at random moments under load, the server keeps what it promised", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-crash-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // The moments of a night are its own, and the seed is in the test's failure.
  const seed = Math.floor(Date.now() / 86_400_000);
  const { classroom, server } = await killRepeatedly({ folder, seed, kills: 50 });
  onTestFinished(async () => {
    await server.kill("SIGTERM");
  });
  expect(classroom.receipts.length).toBeGreaterThan(0);
  const kept = await keptPromises(folder, classroom.receipts);
  expect({ seed, broken: kept.broken }).toEqual({ seed, broken: [] });
  expect(kept.submissions).toBeGreaterThanOrEqual(classroom.receipts.length);
});
