import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

async function setUp() {
  const service = await openTestApp();
  const [admin, teacher] = [service.account("boss", "admin"), service.account("teacher", "instructor")];
  const [ada, grace] = [service.account("ada", "student"), service.account("grace", "student")];
  const post = (who: typeof teacher, path: string, payload?: object) =>
    who.send({ method: "POST", url: `/v1/people/${path}`, ...(payload === undefined ? {} : { payload }) });
  const audited = (subject: string) =>
    service.store.auditLog
      .list({ subject, limit: 100 })
      .map(({ action, detail }) => [action, JSON.parse(detail)] as const);
  return { ...service, admin, teacher, ada, grace, post, audited };
}

test("every list of people has one order, in which case is none", async () => {
  const { teacher, account } = await setUp();
  for (const name of ["Zoe", "Bea"]) account(name, "student");
  const list = async (url: string) => (await teacher.send({ url })).json();
  const expected = ["ada", "Bea", "grace", "Zoe"];
  const { people } = await list("/v1/people?role=student");
  expect(people.map(({ login }: { login: string }) => login)).toEqual(expected);
  const { rows } = await list("/v1/gradebook");
  expect(rows.map(({ student }: { student: { name: string } }) => student.name)).toEqual(expected);
  const { banks } = await list("/v1/late-days");
  expect(banks.map(({ student }: { student: { name: string } }) => student.name)).toEqual(expected);
  const { users } = await list("/v1/users");
  expect(users.map(({ name }: { name: string }) => name).filter((name: string) => expected.includes(name))).toEqual(
    expected,
  );
});

test("facts are set and taken away, and the audit has what they were", async () => {
  const { teacher, ada, post, audited } = await setUp();
  const set = await post(teacher, ada.id, { name: "Ada, Countess", email: "ada@x.edu", section: "A" });
  expect(set.json()).toMatchObject({
    login: "ada",
    name: "Ada, Countess",
    email: "ada@x.edu",
    section: "A",
    sisId: null,
  });
  expect((await post(teacher, ada.id, { section: null })).json()).toMatchObject({ section: null, email: "ada@x.edu" });
  expect((await post(teacher, ada.id, { section: null })).statusCode).toBe(200);
  expect(audited(ada.id).slice(0, 2)).toEqual([
    ["person.changed", { changes: { section: ["A", null] } }],
    [
      "person.changed",
      { changes: { name: [null, "Ada, Countess"], email: [null, "ada@x.edu"], section: [null, "A"] } },
    ],
  ]);
  expect(audited(ada.id)).toHaveLength(4);
});

test.each([
  ["email", "ADA@x.edu"],
  ["sisId", "7"],
  ["lmsId", "100"],
] as const)("a %s is one person's alone: 409 names it, and nothing is written", async (field, value) => {
  const { teacher, ada, grace, post, audited } = await setUp();
  await post(teacher, ada.id, { email: "ada@x.edu", sisId: "7", lmsId: "100" });
  const before = audited(grace.id);
  const answer = await post(teacher, grace.id, { name: "Grace", [field]: value });
  expect([answer.statusCode, answer.json().error]).toMatchObject([409, { code: "identifier-taken", field }]);
  expect(audited(grace.id)).toEqual(before);
});

test.each([
  [{}, "body"],
  [{ email: "ada" }, "email"],
  [{ name: "a\nb" }, "name"],
  [{ section: "" }, "section"],
  [{ role: "dean" }, "role"],
])("%j is 400", async (payload, field) => {
  const { teacher, ada, post } = await setUp();
  const answer = await post(teacher, ada.id, payload);
  expect([answer.statusCode, answer.json().error]).toMatchObject([400, { code: "invalid-request", field }]);
});

test("an account is renamed to what is new alone, and its tokens go on", async () => {
  const { teacher, ada, post } = await setUp();
  expect((await post(teacher, `${ada.id}/login`, { login: "GRACE" })).json().error).toMatchObject({
    ...{ code: "name-taken", field: "login" },
  });
  expect((await post(teacher, `${ada.id}/login`, { login: "countess" })).json()).toMatchObject({ login: "countess" });
  expect((await ada.send({ url: "/v1/me" })).json()).toEqual({ id: ada.id, name: "countess", role: "student" });
});

test("the work of who is dropped stays, and the account signs nobody in until it is taken back", async () => {
  const { teacher, ada, post, module, files } = await setUp();
  const hand = () => ada.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
  const { id } = (await hand()).json();
  const [first, again] = [await post(teacher, `${ada.id}/drop`), await post(teacher, `${ada.id}/drop`)];
  expect(first.json().droppedAt).not.toBeNull();
  expect(again.json()).toEqual(first.json());
  const refused = await hand();
  expect([refused.statusCode, refused.json().error.code]).toEqual([403, "dropped"]);
  const work = (who: typeof ada) => who.send({ url: `/v1/submissions/${id}` });
  expect([(await work(ada)).statusCode, (await work(teacher)).statusCode]).toEqual([403, 200]);
  expect((await post(teacher, `${ada.id}/restore`)).json().droppedAt).toBeNull();
  expect((await hand()).statusCode).toBe(202);
});

test("roles: an instructor makes assistants and no instructors, an admin makes both, and the last admin stays one", async () => {
  const { admin, teacher, ada, post } = await setUp();
  expect((await post(teacher, ada.id, { role: "assistant" })).json()).toMatchObject({ role: "assistant" });
  expect((await post(teacher, ada.id, { role: "instructor" })).json().error).toMatchObject({
    code: "forbidden",
    field: "role",
  });
  expect((await post(teacher, admin.id, { section: "A" })).statusCode).toBe(403);
  expect((await post(teacher, teacher.id, { role: "student" })).statusCode).toBe(403);
  expect((await post(admin, ada.id, { role: "instructor" })).json()).toMatchObject({ role: "instructor" });
  for (const answer of [await post(admin, admin.id, { role: "instructor" }), await post(admin, `${admin.id}/drop`)]) {
    expect([answer.statusCode, answer.json().error.code]).toEqual([409, "last-admin"]);
  }
});

test("people are chosen by section, role and whether they were dropped", async () => {
  const { admin, ada, grace, teacher, store } = await setUp();
  store.people.change("test", ada.id, { section: "A; lab 1" });
  store.people.change("test", grace.id, { section: "B", dropped: true });
  const logins = async (query: string) =>
    (await teacher.send({ url: `/v1/people?${query}` })).json().people.map(({ login }: { login: string }) => login);
  expect(await logins("section=lab 1")).toEqual(["ada"]);
  expect(await logins("section=A; lab 1")).toEqual([]);
  expect(await logins("role=admin")).toEqual(["boss"]);
  expect(await logins("dropped=yes")).toEqual(["grace"]);
  expect(await logins("dropped=all&role=student")).toEqual(["ada", "grace"]);
  expect(await logins("login=ADA")).toEqual(["ada"]);
  expect((await admin.send({ url: "/v1/people?colour=red" })).statusCode).toBe(400);
});
