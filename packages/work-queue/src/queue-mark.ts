import type { Redis } from "ioredis";

/** How long a server's mark stays without being made again. */
const markMilliseconds = 15_000;

/** A server's mark on the Redis that carries its work: graders find their queue by it, and a second server that it is taken. */
export interface QueueMark {
  /** Makes the mark, or makes it last; false when another server's is there. */
  hold(): Promise<boolean>;
  letGo(): Promise<void>;
}

export function openQueueMark(redis: Redis, queue: string, owner: string): QueueMark {
  const key = keyOf(queue);
  const holds = async () => (await redis.get(key)) === owner;
  return {
    async hold() {
      if ((await redis.set(key, owner, "PX", markMilliseconds, "NX")) === "OK") return true;
      if (!(await holds())) return false;
      await redis.pexpire(key, markMilliseconds);
      return true;
    },
    async letGo() {
      if (await holds()) await redis.del(key);
    },
  };
}

/** Whether a server's queue is on this Redis. */
export async function isMarked(redis: Redis, queue: string): Promise<boolean> {
  return (await redis.exists(keyOf(queue))) === 1;
}

function keyOf(queue: string): string {
  return `tinytorch:server:${queue}`;
}
