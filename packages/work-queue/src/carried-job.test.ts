// Lane: process
import { createServer } from "node:net";
import { Queue } from "bullmq";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Offers, openOffers } from "./offers.ts";
import { openRedis } from "./open-redis.ts";
import type { CarriedJob } from "./protocol.ts";
import { isMarked, openQueueMark } from "./queue-mark.ts";
import { openTaker, type Taker } from "./taker.ts";
import { keptFolder } from "./testing/kept-folder.ts";
import { type RedisServer, startRedis } from "./testing/redis-server.ts";

const quiet = () => {};
let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis(keptFolder());
});
afterAll(() => redis.stop());

let queues = 0;

async function setUp() {
  const queue = `tinytorch-test-${queues++}`;
  const connect = async (patient: boolean) => {
    const client = await openRedis(redis.url, { patient, onTrouble: quiet });
    onTestFinished(() => client.disconnect());
    return client;
  };
  const [offering, taking] = [await connect(false), await connect(true)];
  const offers: Offers = await openOffers(offering, queue, quiet);
  const taker: Taker = await openTaker(taking, queue, quiet);
  onTestFinished(async () => {
    await taker.close();
    await offers.close();
  });
  const take = async () => {
    for (;;) {
      const taken = await taker.take();
      if (taken !== undefined) return taken;
    }
  };
  return { queue, offers, taker, take, offering };
}

const job = (id: string, changes: Partial<CarriedJob> = {}): CarriedJob => {
  const [jobId = 0, fence = 0] = id.split("-").map(Number);
  return {
    ...{ id, jobId, fence, priority: 0, bundle: "b".repeat(64) },
    ...{ path: `/grading/jobs/${jobId}`, ticket: "t".repeat(43) },
    ...changes,
  };
};

test("what is offered is taken whole, the more urgent first, and in the order it came", async () => {
  const { offers, take } = await setUp();
  const jobs = [job("1-1", { priority: 2 }), job("2-1"), job("3-1", { priority: 1 }), job("4-1")];
  for (const each of jobs) await offers.offer(each);
  const taken = [await take(), await take(), await take(), await take()].map((each) => each.job);
  expect(taken).toEqual([jobs[1], jobs[3], jobs[2], jobs[0]]);
});

test("what is offered twice is taken once; what was withdrawn is not taken", async () => {
  const { offers, taker, take } = await setUp();
  await offers.offer(job("1-1"));
  await offers.offer(job("1-1"));
  await offers.offer(job("2-1"));
  await offers.withdraw("2-1");
  await (await take()).settle();
  expect([await taker.take(), await taker.take()]).toEqual([undefined, undefined]);
});

test("an offer waits, is taken, and is not there any more once it is settled", async () => {
  const { offers, take } = await setUp();
  expect(await offers.state("1-1")).toBe("missing");
  await offers.offer(job("1-1"));
  expect(await offers.state("1-1")).toBe("waiting");
  const taken = await take();
  expect(await offers.state("1-1")).toBe("taken");
  await taken.settle();
  expect(await offers.state("1-1")).toBe("missing");
});

test("what the engine has under an id is what was offered last, whatever lay there before", async () => {
  const { offers, take } = await setUp();
  await offers.offer(job("1-1", { bundle: "7".repeat(64) }));
  await offers.offer(job("1-1", { bundle: "8".repeat(64) }));
  expect((await take()).job.bundle).toBe("8".repeat(64));
});

test("what an engine forgot is said to be missing, and can be offered again", async () => {
  const { offers, take } = await setUp();
  await offers.offer(job("1-1"));
  await redis.flush();
  expect(await offers.state("1-1")).toBe("missing");
  await offers.offer(job("1-1"));
  expect((await take()).job.id).toBe("1-1");
});

test("what is no job of a server's is dropped, and so is one that leads elsewhere", async () => {
  const { offering, queue, taker, offers, take } = await setUp();
  const stranger = new Queue(queue, { connection: offering });
  onTestFinished(() => stranger.close());
  const options = { removeOnComplete: true, priority: 1 };
  await stranger.add("grade", { jobId: 1 }, { ...options, jobId: "7-1" });
  await stranger.add("grade", job("8-1", { path: "/v1/users" }), { ...options, jobId: "8-1" });
  expect([await taker.take(), await taker.take()]).toEqual([undefined, undefined]);
  await offers.offer(job("9-1"));
  expect((await take()).job.id).toBe("9-1");
  expect([await offers.state("7-1"), await offers.state("8-1")]).toEqual(["missing", "missing"]);
});

test("a mark is one server's until it is let go, and graders see that it is there", async () => {
  const { queue, offering } = await setUp();
  const [one, other] = [openQueueMark(offering, queue, "one"), openQueueMark(offering, queue, "other")];
  expect(await isMarked(offering, queue)).toBe(false);
  expect([await one.hold(), await other.hold(), await one.hold()]).toEqual([true, false, true]);
  expect(await isMarked(offering, queue)).toBe(true);
  await other.letGo();
  expect(await other.hold()).toBe(false);
  await one.letGo();
  expect(await other.hold()).toBe(true);
});

test("a Redis that is killed and comes back with its data still has what was offered", async () => {
  const own = await startRedis(keptFolder());
  onTestFinished(() => own.stop());
  const client = await openRedis(own.url, { patient: false, onTrouble: quiet });
  onTestFinished(() => client.disconnect());
  const offers = await openOffers(client, "tinytorch-killed", quiet);
  onTestFinished(() => offers.close());
  await offers.offer(job("1-1"));
  await own.kill();
  await expect(offers.offer(job("2-1"))).rejects.toThrow();
  await own.restart();
  await expect.poll(() => offers.state("1-1").catch(String), { timeout: 20_000 }).toBe("waiting");
});

test("a Redis that is full refuses an offer, and what it has stays", async () => {
  const own = await startRedis(keptFolder());
  onTestFinished(() => own.stop());
  const client = await openRedis(own.url, { patient: false, onTrouble: quiet });
  onTestFinished(() => client.disconnect());
  const offers = await openOffers(client, "tinytorch-full", quiet);
  onTestFinished(() => offers.close());
  await offers.offer(job("1-1"));
  await own.configure("maxmemory", "1mb");
  await expect(offers.offer(job("2-1"))).rejects.toThrow("OOM");
  expect(await offers.state("1-1")).toBe("waiting");
  await own.configure("maxmemory", "0");
  await offers.offer(job("2-1"));
  expect(await offers.state("2-1")).toBe("waiting");
});

describe("refused at once, in a sentence", () => {
  const open = (url: string) => openRedis(url, { patient: true, onTrouble: quiet });

  test.each(["localhost:6379", "http://127.0.0.1:6379", "redis://", "nonsense"])(
    "an address that is none: %s",
    async (url) => {
      await expect(open(url)).rejects.toThrow("queue: the address must be like redis://HOST:6379, got another");
    },
  );

  test("a database or options behind the address, and a password that cannot be read", async () => {
    for (const more of ["/abc", "/99", "?lazyConnect=no", "#1"]) {
      await expect(open(redis.url + more)).rejects.toThrow("queue: the address must end with the port, got a database");
    }
    await expect(open("redis://:100%@127.0.0.1:1")).rejects.toThrow(
      "queue: the address's password must be percent-encoded (% is %25), got another",
    );
  });

  test("an address where nobody answers, without the password in it", async () => {
    const refused = open("redis://:secret@127.0.0.1:1");
    await expect(refused).rejects.toThrow("queue: a Redis must answer at 127.0.0.1:1, got connect ECONNREFUSED");
    await expect(refused).rejects.not.toThrow("secret");
  });

  test("one that may drop what it is given", async () => {
    const own = await startRedis(keptFolder(), ["--maxmemory-policy", "allkeys-lru"]);
    onTestFinished(() => own.stop());
    await expect(open(own.url)).rejects.toThrow(
      "must keep what it is given (maxmemory-policy noeviction), got allkeys-lru; set it in redis.conf",
    );
  });

  test("one that wants a password", async () => {
    const own = await startRedis(keptFolder());
    onTestFinished(() => own.stop());
    await own.configure("requirepass", "secret");
    await expect(open(own.url)).rejects.toThrow(/queue: a Redis must answer at .*, got NOAUTH/);
  });

  test("one that is too old, by what it says of itself", async () => {
    const url = await answering("redis_version:5.0.14\r\nmaxmemory_policy:noeviction\r\nloading:0\r\n");
    await expect(open(url)).rejects.toThrow("must be 6.2 or newer, got 5.0.14; install a newer one");
  });
});

/** Something that answers every INFO so, as an old release does, and everything else with OK. */
async function answering(info: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", quiet);
    socket.on("data", (data) => {
      for (const line of data.toString().toLowerCase().split("\r\n")) {
        if (line === "info") socket.write(`$${info.length}\r\n${info}\r\n`);
        else if (line === "client" || line === "hello") socket.write("+OK\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("it must listen");
  return `redis://127.0.0.1:${address.port}`;
}
