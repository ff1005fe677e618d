import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { Redis } from "ioredis";

/** A real Redis of a test's own, on a port of its own. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** As `kill -9` does; what it had not written down is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what is in its folder. */
  restart(): Promise<void>;
  /** Stops it in the middle of what it does, or lets it go on. */
  freeze(signal: "SIGSTOP" | "SIGCONT"): void;
  /** Sets what it may be set while it runs. */
  configure(name: string, value: string): Promise<void>;
  /** Forgets everything. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const missing = "redis: the tests need redis-server, got none; install it with apt-get install redis-server";

/**
 * Starts a Redis that keeps what it is told, as one that carries work must.
 * @param folder where it may write. @param more options of its command line.
 */
export async function startRedis(folder: string, more: readonly string[] = []): Promise<RedisServer> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const start = () =>
    launch(["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, ...keeping, ...more], url);
  let child = await start();
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  return {
    url,
    port,
    kill: () => end("SIGKILL"),
    async restart() {
      await end("SIGTERM");
      child = await start();
    },
    freeze: (signal) => void child.kill(signal),
    configure: (name, value) => ask(url, (redis) => redis.config("SET", name, value)),
    flush: () => ask(url, (redis) => redis.flushall()),
    stop: () => end("SIGTERM"),
  };
}

const keeping = ["--save", "", "--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"];

async function launch(options: readonly string[], url: string): Promise<ChildProcess> {
  const child = spawn("redis-server", [...options], { stdio: "ignore" });
  let failure: Error | undefined;
  child.on("error", (error: NodeJS.ErrnoException) => {
    failure = error.code === "ENOENT" ? new Error(missing) : error;
  });
  for (;;) {
    if (failure !== undefined) throw failure;
    if (child.exitCode !== null) throw new Error(`redis: it must start, got the exit code ${child.exitCode}`);
    if (await answers(url)) return child;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await ask(url, (redis) => redis.ping());
    return true;
  } catch {
    return false;
  }
}

async function ask(url: string, work: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on("error", () => {});
  try {
    await redis.connect();
    await work(redis);
  } finally {
    redis.disconnect();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || address === null) throw new Error("redis: a port must be free, got none");
  return address.port;
}
