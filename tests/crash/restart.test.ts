// Lane: process

import { startServer, temporaryFolder } from "@tinytorch/test-harness";
import { expect, onTestFinished, test } from "vitest";
import { Classroom, solutionFiles } from "./classroom.ts";
import { keptPromises } from "./kept-promises.ts";
import { killRepeatedly } from "./kill-repeatedly.ts";

// Every night, and with `pnpm crash`, it is fifty times.
test("killed three times at random moments under load, the server keeps what it promised", async () => {
  const folder = temporaryFolder();
  const { classroom, server } = await killRepeatedly({ folder, seed: 20_261_122, kills: 3 });
  onTestFinished(async () => {
    await server.kill("SIGTERM");
  });
  expect(classroom.receipts.length).toBeGreaterThan(0);
  const kept = await keptPromises(folder, classroom.receipts);
  expect(kept.broken).toEqual([]);
  expect(kept.submissions).toBeGreaterThanOrEqual(classroom.receipts.length);
  const instructor = classroom.instructor(server);
  for (const receipt of classroom.receipts) {
    const submission = await instructor.submission(receipt.id);
    expect(submission).toMatchObject({ status: "graded", score: 100, receipt });
  }
}, 180_000);

test("told to stop while grading, the server ends in good order and the next one finishes the work", async () => {
  const folder = temporaryFolder();
  const files = await solutionFiles();
  const classroom = new Classroom();
  const first = await startServer(folder);
  await classroom.open(first);
  for (let count = 0; count < 6; count += 1) await classroom.handIn(first, files);
  expect(await first.kill("SIGTERM")).toBe(0);

  const second = await startServer(folder);
  onTestFinished(async () => {
    await second.kill("SIGTERM");
  });
  expect(await keptPromises(folder, classroom.receipts)).toEqual({ submissions: 6, runs: 6, broken: [] });
}, 120_000);
