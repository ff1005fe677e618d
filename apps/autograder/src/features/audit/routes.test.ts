import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

async function setUp() {
  const service = await openTestApp();
  const [teacher, student] = [service.account("teacher", "instructor"), service.account("studentA", "student")];
  const submit = () =>
    student.send({ method: "POST", url: "/v1/submissions", payload: { module: service.module, files: service.files } });
  const audit = async (query: Record<string, string> = {}) =>
    (await teacher.send({ url: `/v1/audit?${new URLSearchParams(query)}` })).json();
  return { ...service, teacher, student, submit, audit };
}

test("an instructor reads who did what to what", async () => {
  const { audit, submit, student } = await setUp();
  const { id } = (await submit()).json();
  const { entries, next } = await audit({ subject: id });
  expect(next).toBeNull();
  expect(entries).toEqual([
    {
      id: expect.any(Number),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      actor: { id: student.id, name: "studentA" },
      action: "submission.received",
      subject: id,
      detail: expect.any(Object),
      sentence: `studentA handed in 01-echo: submission ${id.slice(0, 8)}.`,
    },
  ]);
  expect((await audit({ actor: student.id })).entries).toEqual(entries);
  expect((await audit({ action: "submission.received" })).entries).toEqual(entries);
});

test("what the service did by itself has no actor", async () => {
  const { audit, store, submit } = await setUp();
  await submit();
  const lease = store.queue.lease("test");
  if (lease === undefined) throw new Error("the queue must have work");
  store.queue.fail(lease, "broken");
  const { entries } = await audit({ actor: "service" });
  expect(entries).toMatchObject([{ actor: null, action: "attempt.failed" }]);
});

test("pages lead from the newest entry to the oldest", async () => {
  const { audit, submit } = await setUp();
  for (let count = 0; count < 3; count += 1) await submit();
  const all = (await audit()).entries;
  const first = await audit({ limit: "4" });
  expect(first.next).toBe(first.entries.at(-1).id);
  const second = await audit({ limit: "100", before: String(first.next) });
  expect(second.next).toBeNull();
  expect([...first.entries, ...second.entries]).toEqual(all);
});

test("entries older than a time are left out", async () => {
  const { audit, submit, clock } = await setUp();
  clock.setAhead += 3_600_000;
  const since = new Date(clock.now()).toISOString();
  const { id } = (await submit()).json();
  expect((await audit({ since })).entries).toMatchObject([{ action: "submission.received", subject: id }]);
});

test("entries are chosen by a person who did them or whom they concern, by module, and up to a time", async () => {
  const { audit, account, submit, student, teacher, module, clock } = await setUp();
  const other = account("studentB", "student");
  const { id } = (await submit()).json();
  const until = new Date(clock.now() + 60_000).toISOString();
  clock.time += 3_600_000;
  const comments = `/v1/submissions/${id}/comments`;
  await teacher.send({ method: "POST", url: comments, payload: { text: "look", path: "src/index.ts" } });
  const asked = await other.send({ method: "POST", url: "/v1/questions", payload: { module, text: "why?" } });
  const answer = `/v1/questions/${asked.json().id}/answer`;
  await teacher.send({ method: "POST", url: answer, payload: { text: "so" } });
  const actions = async (query: Record<string, string>) =>
    (await audit(query)).entries.map(({ action }: { action: string }) => action);
  const created = ["token.issued", "user.created"];
  expect(await actions({ person: student.id })).toEqual(["comment.added", "submission.received", ...created]);
  expect(await actions({ person: other.id })).toEqual(["question.answered", "question.asked", ...created]);
  const ofModule = ["question.answered", "question.asked", "comment.added", "submission.received"];
  expect(await actions({ module })).toEqual(ofModule);
  expect(await actions({ module: "77-none" })).toEqual([]);
  expect(await actions({ module, until })).toEqual(["submission.received"]);
  expect(await actions({ module, person: student.id, action: "comment.added" })).toEqual(["comment.added"]);
  const sentences = (await audit({ module })).entries.map(({ sentence }: { sentence: string }) => sentence);
  expect(sentences).toEqual([
    `teacher answered the question of studentB about ${module}.`,
    `studentB asked about the grade in ${module}.`,
    `teacher commented on src/index.ts in submission ${id.slice(0, 8)} of studentA to ${module}.`,
    `studentA handed in ${module}: submission ${id.slice(0, 8)}.`,
  ]);
});

test.each([
  ["person", "studentA"],
  ["until", "tomorrow"],
  ["limit", "0"],
  ["limit", "101"],
  ["before", "x"],
  ["since", "yesterday"],
  ["actor", "somebody"],
  ["colour", "red"],
])("a query with %s=%s is 400", async (name, value) => {
  const { audit } = await setUp();
  expect((await audit({ [name]: value })).error.code).toBe("invalid-request");
});

test.each(["student", "ci"] as const)("a %s may not read the audit", async (role) => {
  const { account } = await openTestApp();
  expect((await account("asking", role).send({ url: "/v1/audit" })).statusCode).toBe(403);
});
