import type { FastifyInstance, FastifyRequest } from "fastify";

/** What is read of a body that nobody wants, before the connection is given up. */
const drainedBytes = 33_554_432;
const drainMilliseconds = 10_000;

/**
 * Lets an answer wait for the rest of its request's body, which is read and thrown away: a client that writes the whole body
 * before it reads, or that wants the connection closed, would find it reset, and never see what the answer says. Of a body
 * beyond the bound the answer goes out at once, and the connection ends with it.
 */
export function drainBodies(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply) => {
    if (!hasBody(request) || isWhole(request)) return;
    if (await drained(request)) reply.removeHeader("connection");
    else reply.header("connection", "close");
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function isWhole({ raw }: Pick<FastifyRequest, "raw">): boolean {
  return raw.complete || raw.readableEnded;
}

/** Whether the body came to its end within the bounds. */
function drained({ raw, headers }: FastifyRequest): Promise<boolean> {
  if (raw.destroyed || Number(headers["content-length"] ?? 0) > drainedBytes) return Promise.resolve(false);
  return new Promise((resolve) => {
    let bytes = 0;
    const timer = setTimeout(end, drainMilliseconds);
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > drainedBytes) end();
    };
    function end(): void {
      clearTimeout(timer);
      raw.off("data", count).off("end", end).off("close", end).off("error", end);
      resolve(isWhole({ raw }));
    }
    raw.on("data", count).on("end", end).on("close", end).on("error", end);
    raw.resume();
  });
}
