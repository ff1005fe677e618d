import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

async function setUp() {
  const service = await openTestApp();
  const { account, module, store } = service;
  const [teacher, student, other] = [
    account("teacher", "instructor"),
    account("studentA", "student"),
    account("studentB", "student"),
  ];
  const post = (as: typeof teacher, url: string, payload?: object) =>
    as.send({ method: "POST", url, ...(payload === undefined ? {} : { payload }) });
  const ask = (as = student, text = "why?") => post(as, "/v1/questions", { module, text });
  const list = async (as: typeof teacher, query = "") => (await as.send({ url: `/v1/questions${query}` })).json();
  const audited = (subject: string) => store.auditLog.list({ subject, limit: 10 }).map(({ action }) => action);
  return { ...service, teacher, student, other, post, ask, list, audited };
}

test("a question is asked, answered, reopened and closed, and all that was said is there in order", async () => {
  const { ask, post, teacher, student, module, audited } = await setUp();
  const asked = await ask();
  expect(asked.statusCode).toBe(201);
  const { id } = asked.json();
  expect(asked.json()).toMatchObject({ module, state: "open", student: { name: "studentA" }, submissionId: null });
  const url = `/v1/questions/${id}`;
  expect((await post(teacher, `${url}/answer`, { text: "so" })).json().state).toBe("answered");
  expect((await post(student, `${url}/reopen`, { text: "but" })).json().state).toBe("open");
  expect((await post(teacher, `${url}/answer`, { text: "still so" })).json().state).toBe("answered");
  expect((await post(teacher, `${url}/close`)).json().state).toBe("closed");
  expect((await post(student, `${url}/reopen`, { text: "one thing more" })).json().state).toBe("open");
  const { entries } = (await student.send({ url })).json();
  expect(entries.map((each: { kind: string; text: string }) => [each.kind, each.text])).toEqual([
    ["asked", "why?"],
    ["answered", "so"],
    ["reopened", "but"],
    ["answered", "still so"],
    ["closed", null],
    ["reopened", "one thing more"],
  ]);
  expect(audited(id)).toEqual(
    ["reopened", "closed", "answered", "reopened", "answered", "asked"].map((done) => `question.${done}`),
  );
});

test("one question of a module may be open: another is 409, also by reopening, and others' are no matter", async () => {
  const { ask, post, student, teacher, other } = await setUp();
  const { id } = (await ask()).json();
  const again = await ask();
  expect(again.statusCode).toBe(409);
  expect(again.json().error).toMatchObject({ code: "question-open", field: "module" });
  expect((await ask(other)).statusCode).toBe(201);
  await post(teacher, `/v1/questions/${id}/answer`, { text: "so" });
  expect((await ask()).statusCode).toBe(201);
  const reopened = await post(student, `/v1/questions/${id}/reopen`, { text: "but" });
  expect(reopened.json().error.code).toBe("question-open");
});

test("what a state does not allow is 409 with a sentence, and nothing is written", async () => {
  const { ask, post, teacher, student } = await setUp();
  const { id } = (await ask()).json();
  const url = `/v1/questions/${id}`;
  const open = await post(student, `${url}/reopen`, { text: "but" });
  expect([open.statusCode, open.json().error.message]).toEqual([
    409,
    "The question is open still; it waits for an answer.",
  ]);
  await post(teacher, `${url}/close`);
  for (const [step, payload] of [
    ["close", undefined],
    ["answer", { text: "so" }],
  ] as const) {
    expect((await post(teacher, `${url}/${step}`, payload)).statusCode).toBe(409);
  }
  expect((await student.send({ url })).json().entries).toHaveLength(2);
});

test("staff list everybody's by module and state in pages, a student their own, and another's is not there", async () => {
  const { ask, post, list, teacher, student, other, module } = await setUp();
  const ids: string[] = [];
  for (const who of [student, other]) ids.push((await ask(who)).json().id);
  await post(teacher, `/v1/questions/${ids[0]}/answer`, { text: "so" });
  const named = async (query: string, as = teacher) =>
    (await list(as, query)).questions.map((each: { student: { name: string } }) => each.student.name);
  expect(await named("")).toEqual(["studentB", "studentA"]);
  expect(await named("?state=open")).toEqual(["studentB"]);
  expect(await named(`?module=${module}&state=answered`)).toEqual(["studentA"]);
  expect(await named("?module=77-none")).toEqual([]);
  expect(await named("", student)).toEqual(["studentA"]);
  const { next } = await list(teacher, "?limit=1");
  expect(await named(`?limit=1&before=${next}`)).toEqual(["studentA"]);
  expect((await other.send({ url: `/v1/questions/${ids[0]}` })).statusCode).toBe(404);
  expect((await post(other, `/v1/questions/${ids[0]}/reopen`, { text: "but" })).statusCode).toBe(404);
});

test("a module that there is not, an empty text and a wrong state are 400; who may not is 403", async () => {
  const { ask, post, account, teacher, student, module } = await setUp();
  const unknown = await post(student, "/v1/questions", { module: "77-none", text: "why?" });
  expect([unknown.statusCode, unknown.json().error.code]).toEqual([400, "unknown-module"]);
  expect((await ask(student, "  ")).json().error.field).toBe("text");
  expect((await teacher.send({ url: "/v1/questions?state=lost" })).statusCode).toBe(400);
  expect((await post(teacher, "/v1/questions", { module, text: "why?" })).statusCode).toBe(403);
  const { id } = (await ask()).json();
  expect((await post(student, `/v1/questions/${id}/answer`, { text: "so" })).statusCode).toBe(403);
  expect((await post(student, `/v1/questions/${id}/close`)).statusCode).toBe(403);
  expect((await account("robot", "ci").send({ url: "/v1/questions" })).statusCode).toBe(403);
});
