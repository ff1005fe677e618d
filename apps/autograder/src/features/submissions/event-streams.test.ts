import { createClient } from "@tinytorch/api";
import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import { sampleReport } from "../../testing/sample-report.ts";

async function setUp() {
  const test = await openTestApp();
  const baseUrl = await test.app.listen({ port: 0, host: "127.0.0.1" });
  const student = test.account("studentA", "student");
  const client = createClient({ baseUrl, token: student.token });
  const { id } = await client.submit({ module: test.module, files: { ...test.files } });
  return { ...test, baseUrl, student, client, id };
}

function gradeNext({ store, feed }: Awaited<ReturnType<typeof setUp>>): void {
  const lease = store.queue.lease("test");
  if (lease === undefined) throw new Error("the queue must have work");
  feed.publish(lease.submissionId, lease.fencingToken, { type: "started" });
  feed.publish(lease.submissionId, lease.fencingToken, { type: "progress", done: 1, total: 2 });
  const report = sampleReport({ sha256: lease.sha256, seed: lease.seed });
  store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  feed.publish(lease.submissionId, lease.fencingToken, { type: "graded", score: 60, maxScore: 100 });
}

test("the client follows a submission from its place in the queue to its score", async () => {
  const service = await setUp();
  const events = [];
  for await (const event of service.client.events(service.id)) {
    events.push(event);
    if (event.type === "queued") gradeNext(service);
  }
  expect(events).toEqual([
    { type: "queued", position: 1, waitSeconds: null },
    { type: "started" },
    { type: "progress", done: 1, total: 2 },
    { type: "graded", score: 60, maxScore: 100 },
  ]);
});

test("a stream opened late begins with what is", async () => {
  const service = await setUp();
  gradeNext(service);
  const events = [];
  for await (const event of service.client.events(service.id)) events.push(event);
  expect(events).toEqual([{ type: "graded", score: 60, maxScore: 100 }]);
});

test("a reader who saw the end is told so by 204", async () => {
  const { student, id } = await setUp();
  const answer = await student.send({
    url: `/v1/submissions/${id}/events`,
    headers: { "last-event-id": "end" },
  });
  expect(answer.statusCode).toBe(204);
});

test("a seventeenth stream of one account is 429; a closed one makes room", async () => {
  const { baseUrl, student, id } = await setUp();
  const stop = new AbortController();
  const open = (signal: AbortSignal) =>
    fetch(`${baseUrl}/v1/submissions/${id}/events`, {
      headers: { authorization: `Bearer ${student.token}` },
      signal,
    });
  for (let count = 0; count < 16; count += 1) expect((await open(stop.signal)).status).toBe(200);
  const refused = await open(new AbortController().signal);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  stop.abort();
  const last = new AbortController();
  await expect.poll(async () => (await open(last.signal)).status).toBe(200);
  last.abort();
});

test("HEAD opens no stream, so it takes nobody's place", async () => {
  const { baseUrl, student, id } = await setUp();
  const headers = { authorization: `Bearer ${student.token}` };
  const url = `${baseUrl}/v1/submissions/${id}/events`;
  for (let count = 0; count < 16; count += 1) expect((await fetch(url, { method: "HEAD", headers })).status).toBe(404);
  const reader = new AbortController();
  expect((await fetch(url, { headers, signal: reader.signal })).status).toBe(200);
  reader.abort();
});
