import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Metrics } from "./metrics.ts";

/** Serves the metrics on a port of their own, to this machine alone. @throws Error when the port cannot be had. */
export async function serveMetrics(metrics: Metrics, port: number): Promise<Server> {
  const server = createServer(async ({ method, url }, answer) => {
    if (method !== "GET" || url !== "/metrics") return answer.writeHead(404).end();
    const text = await metrics.text().catch(() => undefined);
    if (text === undefined) return answer.writeHead(503).end();
    return answer.writeHead(200, { "content-type": metrics.contentType }).end(text);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}
