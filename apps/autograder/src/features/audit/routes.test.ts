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

test.each([
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
