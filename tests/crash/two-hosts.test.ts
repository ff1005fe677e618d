// Lane: process

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Receipt } from "@tinytorch/api";
import { openCourse } from "@tinytorch/course-files";
import { addAccount, instructorOf, startServer, temporaryFolder } from "@tinytorch/test-harness";
import { startRedis } from "@tinytorch/work-queue/testing";
import { expect, onTestFinished, test } from "vitest";
import { openHosts } from "./hosts.ts";
import { keptPromises } from "./kept-promises.ts";
import { makeKey, startGraderProcess } from "./running-grader.ts";

const repository = join(import.meta.dirname, "../..");
const module = "08-optimizers";

test("two graders on machines of their own grade what the demo hands in to, one of them with its line gone for a while", async () => {
  const { address, hosts, close } = openHosts();
  onTestFinished(close);
  const addresses = address === "127.0.0.1" ? [address] : ["127.0.0.1", address];
  const redis = await startRedis(temporaryFolder(), ["--protected-mode", "no", "--bind", ...addresses]);
  onTestFinished(() => redis.stop());
  const folder = temporaryFolder();
  const queue = `redis://${address}:${redis.port}`;
  const server = await startServer(folder, {
    course: repository,
    environment: { TINYTORCH_QUEUE: queue, HOST: address },
  });
  onTestFinished(async () => void (await server.kill("SIGKILL")));
  const graders = await Promise.all(
    hosts.map(async ({ launcher }, index) => {
      const keyFile = makeKey(folder, `host-${index}`);
      const cache = join(temporaryFolder(), "cache");
      const more = ["--places", "1"];
      const grader = await startGraderProcess({ queue, server: server.address, keyFile, cache, launcher, more });
      onTestFinished(async () => void (await grader.kill("SIGKILL")));
      return grader;
    }),
  );
  const files = (await (await openCourse(repository)).module(module)?.solutionFiles()) ?? {};
  const students = await Promise.all(
    ["studentA", "studentB", "studentC"].map((name) => addAccount(server, name, "student")),
  );
  const receipts: Receipt[] = [];
  const rounds = async () => {
    for (let round = 0; round < 3; round += 1) {
      for (const { client } of students) receipts.push(await client.submit({ module, files }));
    }
  };
  await rounds();
  await keptPromises(folder, receipts);
  for (const grader of graders) expect(grader.handedIn(), grader.output()).toBeGreaterThan(0);
  hosts[0].line("down");
  await rounds();
  await sleep(3_000);
  hosts[0].line("up");
  expect(await keptPromises(folder, receipts)).toEqual({ submissions: 18, runs: 18, broken: [] });
  const teacher = instructorOf(server).client;
  for (const { id } of receipts) expect(await teacher.submission(id)).toMatchObject({ status: "graded", score: 100 });
}, 300_000);
