// Lane: process

import { join } from "node:path";
import { startServer, temporaryFolder } from "@tinytorch/test-harness";
import { startRedis } from "@tinytorch/work-queue/testing";
import { expect, onTestFinished, test } from "vitest";
import { Classroom, solutionFiles } from "./classroom.ts";
import { keptPromises } from "./kept-promises.ts";
import { makeKey, startGraderProcess } from "./running-grader.ts";

async function setUp(environment: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  const redis = await startRedis(temporaryFolder());
  onTestFinished(() => redis.stop());
  const settings = { TINYTORCH_QUEUE: redis.url, ...environment };
  const start = async () => {
    const server = await startServer(folder, { environment: settings });
    onTestFinished(async () => void (await server.kill("SIGKILL")));
    return server;
  };
  const server = await start();
  const keyFile = makeKey(folder, "rack-2");
  const cache = join(temporaryFolder(), "cache");
  const startGrader = async (more: readonly string[] = []) => {
    const grader = await startGraderProcess({ queue: redis.url, server: server.address, keyFile, cache, more });
    onTestFinished(async () => void (await grader.kill("SIGKILL")));
    return grader;
  };
  return { folder, redis, server, start, startGrader, keyFile, cache };
}

test("graders of another machine grade what the server's own has no place for, and end in good order", async () => {
  const { folder, server, startGrader } = await setUp();
  const grader = await startGrader(["--places", "2"]);
  const classroom = new Classroom();
  await classroom.open(server);
  const files = await solutionFiles();
  for (let count = 0; count < 24; count += 1) await classroom.handIn(server, files);
  const kept = await keptPromises(folder, classroom.receipts);
  expect(kept).toEqual({ submissions: 24, runs: 24, broken: [] });
  expect(grader.handedIn()).toBeGreaterThan(4);
  expect(await grader.kill("SIGTERM")).toBe(0);
  expect(grader.output()).toContain("it has nothing in hand");
});
