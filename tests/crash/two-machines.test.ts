// Lane: process

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startServer, temporaryFolder } from "@tinytorch/test-harness";
import { startRedis } from "@tinytorch/work-queue/testing";
import { expect, onTestFinished, test } from "vitest";
import { Classroom, solutionFiles } from "./classroom.ts";
import { keptPromises } from "./kept-promises.ts";
import { makeKey, runRefusedGrader, startGraderProcess } from "./running-grader.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/operator.md"), "utf8");

/** The words of a command as the operator's guide says it, with what is otherwise here in their places. */
function asToldBy(line: string, here: Readonly<Record<string, string>>): string[] {
  expect(guide.split("\n"), "the guide must say it").toContain(line);
  return line.split(" ").map((word) => here[word] ?? word);
}

async function setUp(password?: string) {
  const folder = temporaryFolder();
  const redis = await startRedis(temporaryFolder());
  onTestFinished(() => redis.stop());
  if (password !== undefined) await redis.configure("requirepass", password);
  const queue = password === undefined ? redis.url : redis.url.replace("//", `//:${password}@`);
  const server = await startServer(folder, { environment: { TINYTORCH_QUEUE: queue } });
  onTestFinished(async () => void (await server.kill("SIGKILL")));
  return { folder, redis, queue, server, cache: join(temporaryFolder(), "cache") };
}

test("graders of another machine grade what the server's own has no place for, and end in good order", async () => {
  const { folder, queue, server, cache } = await setUp("SECRET");
  const here = { "https://grades.example.edu": server.address, "/srv/tinytorch": folder };
  // As the Redis and the server were started.
  asToldBy("requirepass SECRET", here);
  asToldBy("TINYTORCH_QUEUE=redis://:SECRET@127.0.0.1:6379 tito serve --data /srv/tinytorch", here);
  const keyWords = asToldBy("tito grader-key add rack-2 --data /srv/tinytorch > rack-2.key", here).slice(1, -2);
  const keyFile = makeKey(folder, "rack-2", keyWords);
  const [variable] = asToldBy("export TINYTORCH_QUEUE=redis://:SECRET@10.0.0.2:6379", here)[1]?.split("=") ?? [];
  const words = asToldBy("tito grader --server https://grades.example.edu --key-file rack-2.key --places 2", {
    ...here,
    "rack-2.key": keyFile,
  }).slice(1);
  const environment = { [variable ?? ""]: queue };
  const grader = await startGraderProcess({ queue, server: server.address, keyFile, cache, words, environment });
  onTestFinished(async () => void (await grader.kill("SIGKILL")));
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

test("what is set up wrongly ends with one sentence and status 2, and nothing is taken", async () => {
  const { folder, redis, server, cache } = await setUp();
  const keyFile = makeKey(folder, "rack-2");
  const classroom = new Classroom();
  await classroom.open(server);
  const other = await startRedis(temporaryFolder());
  const evicting = await startRedis(temporaryFolder(), ["--maxmemory-policy", "allkeys-lru"]);
  onTestFinished(async () => {
    await other.stop();
    await evicting.stop();
  });
  const strange = join(folder, "strange.key");
  writeFileSync(strange, `tg.${"a".repeat(43)}.${"a".repeat(43)}\n`);
  const empty = join(folder, "empty.key");
  writeFileSync(empty, "no key\n");
  const right = { queue: redis.url, server: server.address, keyFile, cache };
  const refused = [
    [{ queue: "redis://127.0.0.1:1" }, "queue: a Redis must answer at 127.0.0.1:1, got connect ECONNREFUSED"],
    [{ queue: "127.0.0.1" }, "queue: the address must be like redis://HOST:6379, got another"],
    [{ queue: evicting.url }, "must keep what it is given (maxmemory-policy noeviction), got allkeys-lru"],
    [{ queue: other.url }, "must carry the work of this grader's server, got one that carries none of it"],
    [{ server: "http://127.0.0.1:1" }, "server: it must answer at http://127.0.0.1:1, got"],
    [{ queue: `${redis.url}/99` }, "queue: the address must end with the port, got a database or options behind it"],
    [{ server: "http://one:secret@127.0.0.1:1" }, "server: the address must hold no name and password, got one"],
    [{ server: "127.0.0.1" }, "server: the address must be like https://grades.example.edu"],
    [{ keyFile: strange }, "server: it must know this grader's key, got one that it does not"],
    [{ keyFile: empty }, "grader: its key must be as tito grader-key add printed it, got another text"],
    [{ keyFile: join(folder, "none.key") }, "--key-file: it must be readable, got ENOENT"],
    [{ more: ["--places", "0"] }, "--places: must be a whole number from 1 to 64"],
    [
      { more: ["--sandbox", "process"] },
      "sandbox: this machine must have the layers of its server, got none of bubblewrap",
    ],
  ] as const;
  for (const [wrong, sentence] of refused) {
    const { code, said } = await runRefusedGrader({ ...right, ...wrong });
    expect({ wrong, code, said }).toEqual({ wrong, code: 2, said: expect.stringContaining(sentence) });
    // One sentence, and no stack.
    expect(said.trim().split("\n")).toHaveLength(1);
  }
  expect((await classroom.instructor(server).queue()).graders).toBe(1);
  for (const [url, sentence] of [
    ["redis://127.0.0.1:1", "queue: a Redis must answer at 127.0.0.1:1"],
    ["nonsense", "TINYTORCH_QUEUE: must be like redis://HOST:6379, got another"],
    [evicting.url, "must keep what it is given (maxmemory-policy noeviction)"],
  ] as const) {
    const start = startServer(temporaryFolder(), { environment: { TINYTORCH_QUEUE: url } });
    await expect(start).rejects.toThrow("got exit 2");
    await expect(start).rejects.toThrow(sentence);
  }
  const without = await startServer(temporaryFolder());
  onTestFinished(async () => void (await without.kill("SIGKILL")));
  const key = makeKey(without.dataFolder, "rack-2");
  const { code, said } = await runRefusedGrader({ ...right, server: without.address, keyFile: key });
  expect([code, said]).toEqual([
    2,
    expect.stringContaining("must be an autograder with TINYTORCH_QUEUE set, got one without"),
  ]);
});
