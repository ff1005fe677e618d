import type { FastifyInstance } from "fastify";

/** How long a close waits for answers under way before it cuts their connections. */
const answerMilliseconds = 2_000;

/**
 * Closes the HTTP side, in a bounded time. Node closes the connections that are idle when the close begins; one that
 * falls idle later, or was opened without a request yet, would be waited for until its time-out.
 */
export async function closeApp(app: FastifyInstance): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  const all = setTimeout(() => app.server.closeAllConnections(), answerMilliseconds);
  await app.close();
  clearInterval(idle);
  clearTimeout(all);
}
