import { join } from "node:path";
import { createClient } from "@tinytorch/api";
import { sampleReport } from "@tinytorch/course/testing";
import { readRoster } from "@tinytorch/roster";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import type { PersonChange } from "../people/store.ts";

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
    { type: "queued", position: 1, waitSeconds: null, takesLong: false },
    { type: "started" },
    { type: "progress", done: 1, total: 2 },
    { type: "graded", score: 60, maxScore: 100 },
  ]);
});

test("who waits again after an attempt is told so, though the place is the same", async () => {
  const { client, store, feed, id } = await setUp();
  const seen: string[] = [];
  for await (const { type } of client.events(id)) {
    seen.push(type);
    if (seen.length === 3) break;
    if (type !== "queued") continue;
    const lease = store.queue.lease("test");
    if (lease === undefined) throw new Error("the queue must have work");
    feed.publish(id, lease.fencingToken, { type: "started" });
    store.queue.release(lease);
    const place = store.queue.place(id);
    if (place === undefined) throw new Error("what was given back must wait");
    feed.publish(id, lease.fencingToken, { type: "queued", ...place });
  }
  expect(seen).toEqual(["queued", "started", "queued"]);
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
  await expect.poll(async () => (await open(last.signal)).status, { timeout: 20_000 }).toBe(200);
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

test("a revoked token's streams end at once, and those of other tokens go on", async () => {
  const { baseUrl, account, student, id, store, feed } = await setUp();
  const instructor = account("teacher", "instructor");
  const { token } = store.credentials.issueToken(instructor.id, student.id, {}, false);
  const open = async (of: string) => {
    const headers = { authorization: `Bearer ${of}` };
    const { status, body } = await fetch(`${baseUrl}/v1/submissions/${id}/events`, { headers });
    const reader = body?.getReader();
    // A connection that is cut ends in an error.
    const read = async () => (await reader?.read().catch(() => undefined))?.value;
    return { status, read, cancel: () => reader?.cancel() };
  };
  const [revoked, other, theirs] = await Promise.all([open(student.token), open(token), open(instructor.token)]);
  for (const { read } of [revoked, other, theirs]) expect(await read()).toBeDefined();
  await instructor.send({ method: "DELETE", url: `/v1/tokens/${student.tokenId}` });
  expect(await revoked.read()).toBeUndefined();
  expect((await open(student.token)).status).toBe(401);
  feed.publish(id, 1, { type: "started" });
  for (const { read } of [other, theirs]) expect(await read()).toBeDefined();

  const only = store.credentials.issueToken(instructor.id, student.id, {}, true);
  expect(await other.read()).toBeUndefined();
  expect((await open(only.token)).status).toBe(200);
  await theirs.cancel();
});

test("who loses the right to a submission loses its stream at once: by role, by section, by being dropped, by a roster", async () => {
  const { baseUrl, account, student, id, store } = await setUp();
  const people = { assistant: account("assistant", "assistant"), teacher: account("teacher", "instructor") };
  const change = (of: { readonly id: string }, what: PersonChange) => store.people.change("test", of.id, what);
  change(student, { section: "A" });
  change(people.assistant, { section: "A; B" });
  const open = async ({ token }: { readonly token: string }) => {
    const headers = { authorization: `Bearer ${token}` };
    const { status, body } = await fetch(`${baseUrl}/v1/submissions/${id}/events`, { headers });
    const reader = body?.getReader();
    const read = async () => (await reader?.read().catch(() => undefined))?.value;
    if (status === 200) expect(await read()).toBeDefined();
    return { status, read };
  };
  const [own, assistants, teachers] = [await open(student), await open(people.assistant), await open(people.teacher)];
  change(people.assistant, { section: "B" });
  expect(await assistants.read()).toBeUndefined();
  expect((await open(people.assistant)).status).toBe(404);
  change(people.teacher, { role: "student" });
  expect(await teachers.read()).toBeUndefined();
  expect((await open(people.teacher)).status).toBe(404);
  change(student, { dropped: true });
  expect(await own.read()).toBeUndefined();
  expect((await open(student)).status).toBe(403);
  change(student, { dropped: false });
  const again = await open(student);
  const file = readRoster(new TextEncoder().encode("Login,Name\nassistant,A\n"));
  store.rosterImports.apply(people.assistant.id, file, true);
  expect(await again.read()).toBeUndefined();
});

test("a token that another program revoked is noticed before the next event is told", async () => {
  const { baseUrl, student, id, store, feed } = await setUp();
  const headers = { authorization: `Bearer ${student.token}` };
  const { body } = await fetch(`${baseUrl}/v1/submissions/${id}/events`, { headers });
  const reader = body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  const other = new Database(join(store.folder, "autograder.sqlite"));
  other.prepare("UPDATE tokens SET revoked_at = 1 WHERE id = ?").run(student.tokenId);
  other.close();
  feed.publish(id, 1, { type: "started" });
  expect(await reader?.read().catch(() => undefined)).not.toMatchObject({ done: false });
});

test("a stream ends with the right to read it: when a section is taken away, and when a role is", async () => {
  const { baseUrl, account, student, id, store, feed } = await setUp();
  const [admin, tutor, teacher] = [
    account("admin", "admin"),
    account("tutor", "assistant"),
    account("teacher", "instructor"),
  ];
  for (const each of [student, tutor]) store.people.change(admin.id, each.id, { section: "A" });
  const open = async ({ token }: typeof admin) => {
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await fetch(`${baseUrl}/v1/submissions/${id}/events`, { headers });
    const reader = body?.getReader();
    const read = async () => (await reader?.read().catch(() => undefined))?.value;
    return { read, cancel: () => reader?.cancel() };
  };
  const [theirs, tutors, teachers] = [await open(student), await open(tutor), await open(teacher)];
  for (const { read } of [theirs, tutors, teachers]) expect(await read()).toBeDefined();
  store.people.change(admin.id, tutor.id, { section: "B" });
  feed.publish(id, 1, { type: "started" });
  expect(await tutors.read()).toBeUndefined();
  for (const { read } of [theirs, teachers]) expect(await read()).toBeDefined();
  store.people.change(admin.id, teacher.id, { role: "student" });
  feed.publish(id, 1, { type: "progress", done: 1, total: 2 });
  expect(await teachers.read()).toBeUndefined();
  expect(await theirs.read()).toBeDefined();
  await theirs.cancel();
});
