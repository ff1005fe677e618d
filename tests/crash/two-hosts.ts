import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Receipt } from "@tinytorch/api";
import { openCourse } from "@tinytorch/course-files";
import { addAccount, instructorOf, startServer } from "@tinytorch/test-harness";
import { startRedis } from "@tinytorch/work-queue/testing";
import { type Hosts, setLine } from "./hosts.ts";
import { keptPromises } from "./kept-promises.ts";
import { makeKey, startGraderProcess } from "./running-grader.ts";

// A program of the server's machine: `two-hosts.ts FOLDER HOSTS`. It prints what came of it as one JSON document.

const repository = join(import.meta.dirname, "../..");
const module = "08-optimizers";

const [folder = "", described = ""] = process.argv.slice(2);
const { address, hosts } = JSON.parse(described) as Pick<Hosts, "address" | "hosts">;

await using ends = new AsyncDisposableStack();
const addresses = new Set(["127.0.0.1", address]);
const redisData = join(folder, "redis");
mkdirSync(redisData);
const redis = await startRedis(redisData, ["--protected-mode", "no", "--bind", ...addresses]);
ends.defer(() => redis.stop());
const data = join(folder, "data");
const queue = `redis://${address}:${redis.port}`;
const environment = { TINYTORCH_QUEUE: queue, HOST: address };
const server = await startServer(data, { course: repository, environment });
ends.defer(async () => void (await server.kill("SIGKILL")));
const graders = await Promise.all(
  hosts.map(async ({ launcher }, index) => {
    const keyFile = makeKey(data, `host-${index}`);
    const cache = join(folder, `cache-${index}`);
    const more = ["--places", "1"];
    const grader = await startGraderProcess({ queue, server: server.address, keyFile, cache, launcher, more });
    ends.defer(async () => void (await grader.kill("SIGKILL")));
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
await keptPromises(data, receipts);
const handedIn = graders.map((grader) => grader.handedIn());
setLine(hosts[0], "down");
await rounds();
await sleep(3_000);
setLine(hosts[0], "up");
const kept = await keptPromises(data, receipts);
const teacher = instructorOf(server).client;
const scores = await Promise.all(receipts.map(async ({ id }) => (await teacher.submission(id)).score));
process.stdout.write(`${JSON.stringify({ handedIn, kept, scores })}\n`);
