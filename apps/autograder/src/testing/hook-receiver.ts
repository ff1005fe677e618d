import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** A message as a receiver gets it. */
export interface ReceivedMessage {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real receiver on loopback. `answer` says the status of each message; a promise that never ends keeps it waiting. */
export async function hookReceiver(
  answer: (message: ReceivedMessage, count: number) => number | Promise<number> = () => 200,
  headers: Readonly<Record<string, string>> = {},
) {
  const received: ReceivedMessage[] = [];
  const server = createServer(async (request, response) => {
    const message = { path: request.url ?? "", headers: request.headers, body: await text(request) };
    received.push(message);
    response.writeHead(await answer(message, received.length), headers).end("what is said back");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("receiver: it must listen");
  return { url: `http://127.0.0.1:${address.port}/hook`, received };
}
