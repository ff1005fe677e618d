import { createServer, type RequestListener, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { createClient } from "./client.ts";
import { ApiError, errors, ServiceUnreachableError } from "./errors.ts";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

function event(response: ServerResponse, id: string, data: object): void {
  response.write(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
}

test("a dropped event stream is opened again from the last event seen, and that nobody answers meanwhile is told", async () => {
  const asked: (string | undefined)[] = [];
  const baseUrl = await serve((request, response) => {
    asked.push(request.headers["last-event-id"]?.toString());
    if (asked.length === 2) return void response.destroy();
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (asked.length === 1) {
      event(response, "1.1", { type: "started" });
      setTimeout(() => response.destroy(), 20);
    } else {
      event(response, "end", { type: "graded", score: 90, maxScore: 100 });
      response.end();
    }
  });
  const events: (string | boolean)[] = [];
  const onConnection = (isThere: boolean) => events.push(isThere);
  for await (const told of createClient({ baseUrl, token: "t" }).events("x", { onConnection })) events.push(told.type);
  expect(events).toEqual([true, "started", false, true, "graded"]);
  expect(asked).toEqual([undefined, "1.1", "1.1"]);
});

test("events of a service that is gone end in one clear error", async () => {
  const baseUrl = await serve((_, response) => response.destroy());
  const read = createClient({ baseUrl, token: "t" }).events("x", { retries: 1 }).next();
  await expect(read).rejects.toThrow(ServiceUnreachableError);
});

test("a reader who stops waiting is not kept", async () => {
  const baseUrl = await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    event(response, "1.1", { type: "started" });
  });
  const stop = new AbortController();
  const events = createClient({ baseUrl, token: "t" }).events("x", { signal: stop.signal });
  await events.next();
  setTimeout(() => stop.abort(new Error("enough")), 20);
  await expect(events.next()).rejects.toThrow("enough");
});

test("a refusal is thrown with its code, sentence, field and wait", async () => {
  const baseUrl = await serve((_, response) => {
    response.writeHead(429, { "content-type": "application/json", "retry-after": "7" });
    response.end(
      JSON.stringify({ error: { code: "rate-limited", message: "Slow down.", field: "x" }, requestId: "r" }),
    );
  });
  const refused = createClient({ baseUrl }).me();
  await expect(refused).rejects.toThrow(ApiError);
  await expect(refused).rejects.toMatchObject({
    code: "rate-limited",
    status: 429,
    message: "Slow down.",
    field: "x",
    requestId: "r",
    retryAfter: 7,
  });
});

test.each([
  ["another kind of server", 200, "<html>"],
  ["a proxy's error page", 502, "<html>"],
  ["an error code nobody knows", 400, '{"error":{"code":"teapot","message":"x"},"requestId":"r"}'],
  ["an answer of another shape", 200, '{"id":1}'],
])("%s is not taken for the service", async (_, status, body) => {
  const baseUrl = await serve((_request, response) => response.writeHead(status).end(body));
  await expect(createClient({ baseUrl }).me()).rejects.toThrow(ServiceUnreachableError);
});

test("a server that is not there is named with its address and the reason", async () => {
  const baseUrl = await serve(() => undefined);
  const client = createClient({ baseUrl: baseUrl.replace(/\d+$/, "9") });
  await expect(client.me()).rejects.toThrow(/must answer at http:\/\/127\.0\.0\.1:9, got /);
});

test("every error has a status of its kind and one sentence", () => {
  for (const [code, { status, sentence }] of Object.entries(errors)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(sentence, code).toMatch(/^[A-Z][^\n]*\.$/);
  }
});
