import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { sampleReport } from "@tinytorch/course/testing";
import {
  connectServer,
  engineQueue,
  type GraderQueue,
  openRedis,
  openTaker,
  readGraderKey,
} from "@tinytorch/work-queue";

/**
 * Graders that take, sleep as long as a run lasts, and hand in, as a process of their own: `node simulated-graders.ts --queue URL --server
 * URL --key KEY --instances 8 --places 8 --milliseconds 200`. Ends on SIGTERM.
 */
const { values } = parseArgs({
  options: {
    ...{ queue: { type: "string" }, server: { type: "string" }, key: { type: "string" } },
    ...{ instances: { type: "string" }, places: { type: "string" }, milliseconds: { type: "string" } },
  },
});
const key = readGraderKey(values.key ?? "");
if (key === undefined) throw new Error("simulated-graders: --key must be a grader's key");
const { token } = key;
const [instances, places, milliseconds] = [values.instances, values.places, values.milliseconds].map(Number);
let isEnding = false;
process.on("SIGTERM", () => {
  isEnding = true;
});
const quiet = () => {};
await Promise.all(Array.from({ length: instances ?? 1 }, () => simulate()));
process.exit(0);

async function simulate(): Promise<void> {
  const instance = randomUUID();
  const server = connectServer(values.server ?? "", token, instance);
  const welcome = await server.welcome();
  const redis = await openRedis(values.queue ?? "", { patient: true, onTrouble: quiet });
  const taker = await openTaker(redis, welcome.queue, quiet);
  const bundle = welcome.bundle.sha256;
  const queue = engineQueue({ taker, server, bundle, onOtherCourse: quiet });
  const announce = () => {
    const { layers, version } = welcome;
    return server.announce({ instance, places: places ?? 1, layers, version, bundle });
  };
  await announce();
  const beats = setInterval(() => void announce().catch(quiet), 5_000);
  let turn: Promise<unknown> = Promise.resolve();
  const take: GraderQueue["take"] = () => {
    const taking = turn.then(() => (isEnding ? undefined : queue.take()));
    turn = taking.catch(quiet);
    return taking;
  };
  const work = async () => {
    while (!isEnding) {
      const taken = await take().catch(() => undefined);
      if (taken === undefined) continue;
      await sleep(milliseconds);
      const { sha256, seed, module } = taken;
      await queue.handIn(taken, { ...sampleReport({ sha256, seed, module }), sandbox: welcome.layers }).catch(quiet);
    }
  };
  await Promise.all(Array.from({ length: places ?? 1 }, work));
  clearInterval(beats);
  await server.leave().catch(quiet);
  await taker.close();
  redis.disconnect();
}
