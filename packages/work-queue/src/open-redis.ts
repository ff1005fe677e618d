import { Redis } from "ioredis";
import { QueueError } from "./queue-error.ts";

/** The oldest Redis that BullMQ wants. */
const oldest = [6, 2] as const;
const openMilliseconds = 5_000;
/** Of a server, which has other things to do than wait for an engine. */
const commandMilliseconds = 3_000;
const longestRetryMilliseconds = 2_000;

export interface RedisOptions {
  /** Whether commands wait for a connection that is lost, as a grader does that has nothing else to do; else they fail at once. */
  readonly patient: boolean;
  /** Told of each trouble with the connection after it was opened; it is tried again by itself. */
  readonly onTrouble: (error: Error) => void;
}

/**
 * Connects to the Redis, or Valkey, that carries work, and looks whether it may: one that drops keys when its memory is full
 * would drop work.
 * @throws QueueError when the address is none, nobody answers there, it lets us not in, is too old, or may evict.
 */
export async function openRedis(url: string, { patient, onTrouble }: RedisOptions): Promise<Redis> {
  const place = placeOf(url);
  let isOpen = false;
  let lastTrouble: Error | undefined;
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: openMilliseconds,
    maxRetriesPerRequest: patient ? null : 0,
    enableOfflineQueue: patient,
    enableReadyCheck: true,
    ...(patient ? {} : { commandTimeout: commandMilliseconds }),
    retryStrategy: (times) => (isOpen ? Math.min(100 * times, longestRetryMilliseconds) : null),
  });
  client.on("error", (error: Error) => {
    lastTrouble = error;
    if (isOpen) onTrouble(error);
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer of a Redis within ${openMilliseconds / 1000} s`)),
      openMilliseconds,
    );
  });
  try {
    const info = await Promise.race([client.connect().then(() => client.info()), late]);
    refuseUnfit(info, place);
    isOpen = true;
    return client;
  } catch (error) {
    client.disconnect();
    if (error instanceof QueueError) throw error;
    const said = lastTrouble ?? error;
    const reason = said instanceof Error && said.message !== "" ? said.message : String(said);
    throw new QueueError(`queue: a Redis must answer at ${place}, got ${reason}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** The address without a password, to be shown. @throws QueueError when it is none. */
export function placeOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol) || parsed.hostname === "") {
    throw new QueueError("queue: the address must be like redis://HOST:6379, got another");
  }
  // The client would take options from there, and end the process over a database that is not there.
  if (!/^\/?$/.test(parsed.pathname) || parsed.search !== "" || parsed.hash !== "") {
    throw new QueueError("queue: the address must end with the port, got a database or options behind it");
  }
  try {
    decodeURIComponent(parsed.username + parsed.password);
  } catch {
    throw new QueueError("queue: the address's password must be percent-encoded (% is %25), got another");
  }
  return `${parsed.hostname}:${parsed.port === "" ? 6379 : parsed.port}`;
}

/** @throws QueueError */
function refuseUnfit(info: string, place: string): void {
  const field = (name: string) => new RegExp(`^${name}:(\\S+)`, "m").exec(info)?.[1] ?? "nothing";
  const version = field("redis_version");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new QueueError(
      `queue: the Redis at ${place} must be ${oldest.join(".")} or newer, got ${version}; install a newer one`,
    );
  }
  const policy = field("maxmemory_policy");
  if (policy !== "noeviction") {
    throw new QueueError(
      `queue: the Redis at ${place} must keep what it is given (maxmemory-policy noeviction), got ${policy}; set it in redis.conf`,
    );
  }
}
