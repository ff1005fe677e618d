import { gunzipSync } from "node:zlib";
import { personDataSchema } from "@tinytorch/api";
import { sampleReport } from "@tinytorch/course/testing";
import type { LightMyRequestResponse } from "fastify";
import { expect, test } from "vitest";
import { openTestApp, type TestAccount } from "../../testing/open-test-app.ts";
import { personTables } from "./person-tables.ts";

const unpack = ({ rawPayload }: LightMyRequestResponse) =>
  personDataSchema.parse(JSON.parse(gunzipSync(rawPayload).toString())).files;

async function setUp() {
  const service = await openTestApp();
  const { store, module, files } = service;
  const hand = (account: TestAccount, text: string) =>
    account.send({
      method: "POST",
      url: "/v1/submissions",
      payload: { module, files: { ...files, "src/index.ts": text } },
    });
  const grade = (score: number) => {
    const work = store.queue.lease("test");
    if (work === undefined) throw new Error("the queue must have work");
    const report = { ...sampleReport({ sha256: work.sha256, seed: work.seed, score }), console: "printed-marker" };
    store.runs.store(work, { report, startedAt: work.askedAt, answeredAt: work.askedAt });
    return work;
  };
  const ada = service.account("ada", "student");
  const bob = service.account("bob", "student");
  const teacher = service.account("teacher", "instructor");
  await hand(ada, "'ada-marker';");
  const { seed } = grade(40);
  await hand(bob, "'bob-marker';");
  grade(60);
  return { ...service, ada, bob, teacher, seed };
}

test("staff gets everything about one person, table by table, and nothing of another", async () => {
  const { ada, bob, teacher, seed } = await setUp();
  const answer = await teacher.send({ method: "GET", url: `/v1/users/${ada.id}/data` });
  expect(answer.statusCode).toBe(200);
  const files = unpack(answer);
  const whole = JSON.stringify(files);
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(Object.keys(personTables).map((name) => `tables/${name}.json`)),
  );
  expect(Object.keys(files).some((path) => /^submissions\/[0-9a-f-]{36}\/src\/index\.ts$/.test(path))).toBe(true);
  expect(JSON.parse(files["grades.json"] ?? "")).toMatchObject([{ counted: 40 }]);
  for (const part of ["ada-marker", "printed-marker", String(seed)]) expect(whole).toContain(part);
  for (const part of ["bob-marker", bob.id]) expect(whole).not.toContain(part);
});

test("a person gets their own, without what tells of hidden tests, and no token or hash of one", async () => {
  const { ada, seed } = await setUp();
  const answer = await ada.send({ method: "GET", url: "/v1/me/data" });
  expect(answer.statusCode).toBe(200);
  const whole = JSON.stringify(unpack(answer));
  expect(whole).toContain("ada-marker");
  for (const part of ["printed-marker", String(seed), ada.token, '"hash\\":', '"seed\\":']) {
    expect(whole).not.toContain(part);
  }
});

test("a person gets what comments say now, none that waits or is gone, and that they were written", async () => {
  const { ada, teacher, store, clock } = await setUp();
  const [summary] = store.submissions.list({
    ...{ userId: ada.id, module: undefined, status: undefined },
    limit: 1,
    before: undefined,
  });
  const submission = store.submissions.byId(summary?.id ?? "");
  if (submission === undefined) throw new Error("the submission must be there");
  const said = (text: string, onRelease = false) => store.comments.add(teacher.id, submission, { text, onRelease }).id;
  store.comments.edit(teacher.id, said("first-marker"), "newest-marker");
  said("waiting-marker", true);
  store.comments.remove(teacher.id, said("removed-marker"));
  clock.time += 60_000;
  const files = unpack(await ada.send({ method: "GET", url: "/v1/me/data" }));
  const whole = JSON.stringify(files);
  expect(whole).toContain("newest-marker");
  for (const part of ["first-marker", "waiting-marker", "removed-marker"]) expect(whole).not.toContain(part);
  expect(files["tables/audit.json"]).toContain("comment.added");
  expect(JSON.stringify(unpack(await teacher.send({ method: "GET", url: `/v1/users/${ada.id}/data` })))).toContain(
    "first-marker",
  );
});

test("nobody gets another's, and each export is in the audit", async () => {
  const { ada, bob, teacher, store } = await setUp();
  expect((await ada.send({ method: "GET", url: `/v1/users/${bob.id}/data` })).statusCode).toBe(403);
  const nobody = "00000000-0000-4000-8000-000000000000";
  expect((await teacher.send({ method: "GET", url: `/v1/users/${nobody}/data` })).statusCode).toBe(404);
  await ada.send({ method: "GET", url: "/v1/me/data" });
  expect(store.auditLog.list({ action: "person.exported", limit: 5 })).toMatchObject([
    { actor: ada.id, subject: ada.id },
  ]);
});

test("a text that was handed in often is there once, and each submission says where", async () => {
  const { ada, module, files } = await setUp();
  const hand = () => ada.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
  const ids = [(await hand()).json().id, (await hand()).json().id];
  const there = unpack(await ada.send({ method: "GET", url: "/v1/me/data" }));
  const text = files["src/index.ts"] ?? "";
  expect(Object.values(there).filter((each) => each === text)).toHaveLength(1);
  expect(there[`submissions/${ids[0]}/src/index.ts`]).toBe(text);
  expect(JSON.parse(there[`submissions/${ids[1]}/same.json`] ?? "")).toMatchObject({
    "src/index.ts": `submissions/${ids[0]}/src/index.ts`,
  });
});

test("an assistant's own data is as a student's: nothing of whom they were compared with", async () => {
  const { account } = await setUp();
  const assistant = account("assistant", "assistant");
  const there = unpack(await assistant.send({ method: "GET", url: "/v1/me/data" }));
  expect(Object.keys(there)).toContain("tables/users.json");
  expect(Object.keys(there)).not.toContain("tables/similarity_pairs.json");
});
