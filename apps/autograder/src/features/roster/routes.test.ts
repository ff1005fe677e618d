import type { RosterComparison } from "@tinytorch/api";
import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

async function setUp() {
  const service = await openTestApp();
  const teacher = service.account("teacher", "instructor");
  const send = (what: "preview" | "apply", text: string, dropGone = false) => {
    const payload = { file: Buffer.from(text).toString("base64"), dropGone };
    return teacher.send({ method: "POST", url: `/v1/roster/${what}`, payload });
  };
  const preview = async (text: string): Promise<RosterComparison> => (await send("preview", text)).json();
  const people = async (query = "") => (await teacher.send({ url: `/v1/people${query}` })).json().people;
  const actions = () => service.store.auditLog.list({ limit: 100 }).map(({ action }) => action);
  return { ...service, teacher, send, preview, people, actions };
}

const file = 'Name,Email,SIS ID,Section\n"Lovelace, Ada",ada@x.edu,007,A\nעדה,eda@x.edu,8,B\n';

test("a preview changes nothing; applied, it makes accounts without a token, and the next time changes nothing", async () => {
  const { send, preview, people, rows, actions } = await setUp();
  const before = actions().length;
  const { new: fresh, wrong } = await preview(file);
  expect([fresh.length, wrong, rows("users"), actions().length]).toEqual([2, [], 1, before]);

  const answer = await send("apply", file);
  expect([answer.statusCode, answer.json().new.length]).toEqual([200, 2]);
  expect([rows("users"), rows("tokens")]).toEqual([3, 1]);
  expect(await people("?section=A")).toMatchObject([
    { login: "ada@x.edu", name: "Lovelace, Ada", sisId: "007", section: "A", role: "student", droppedAt: null },
  ]);
  expect(actions().slice(0, 3)).toEqual(["roster.imported", "user.created", "user.created"]);

  const written = actions().length;
  expect((await send("apply", file)).json()).toMatchObject({ new: [], changed: [], gone: [], same: 2 });
  expect(actions().length).toBe(written);
});

test("with one wrong line nothing of a file is applied", async () => {
  const { send, preview, rows, actions } = await setUp();
  const before = actions().length;
  const broken = `${file}Grace,grace,9,A\n`;
  expect((await preview(broken)).wrong).toMatchObject([{ line: 4 }]);
  const answer = await send("apply", broken);
  expect([answer.statusCode, answer.json().error]).toEqual([
    400,
    {
      code: "invalid-roster",
      field: "file",
      message: 'line 4: the e-mail address: must be an e-mail address, got "grace".',
    },
  ]);
  expect([rows("users"), actions().length]).toEqual([1, before]);
});

test("an account that was made by hand is found by its ids and changed, and the gone are dropped only where that is asked for", async () => {
  const { account, send, people, store, teacher } = await setUp();
  const [ada, old] = [account("student-a", "student"), account("student-old", "student")];
  store.people.change("test", ada.id, { sisId: "007" });
  const kept = (await send("apply", file)).json();
  expect(kept).toMatchObject({ gone: [{ login: "student-old" }], changed: [{ login: "student-a" }], dropGone: false });
  expect(await people("?login=student-a")).toMatchObject([{ name: "Lovelace, Ada", email: "ada@x.edu" }]);
  expect(await people("?dropped=yes")).toEqual([]);

  await send("apply", file, true);
  expect(await people("?dropped=yes")).toMatchObject([{ login: "student-old", id: old.id }]);
  const gradebook = async (query: string) =>
    (await teacher.send({ url: `/v1/gradebook${query}` }))
      .json()
      .rows.map((row: { student: { name: string } }) => row.student.name);
  expect(await gradebook("")).not.toContain("student-old");
  expect(await gradebook("?people=all")).toContain("student-old");

  await send("apply", `${file}student-old,,9,A\n`);
  expect(await people("?dropped=yes")).toMatchObject([{ login: "student-old" }]);
  await send("apply", "Login,Section\nstudent-old,A\n");
  expect(await people("?dropped=yes")).toEqual([]);
});

test.each([
  ["no base64", { file: "Name,Login" }],
  ["nothing", {}],
  ["more than it asks for", { file: "", force: true }],
])("%s is 400", async (_, payload) => {
  const { teacher } = await setUp();
  const answer = await teacher.send({ method: "POST", url: "/v1/roster/preview", payload });
  expect([answer.statusCode, answer.json().error.code]).toEqual([400, "invalid-request"]);
});

test("a class of two thousand is one import", async () => {
  const { send, rows } = await setUp();
  const lines = Array.from(
    { length: 2_000 },
    (_, index) => `"Name, ${index}",p${index}@x.edu,${index},Section ${index % 20}`,
  );
  const answer = await send("apply", ["Name,Email,SIS ID,Section", ...lines].join("\n"));
  expect([answer.statusCode, rows("users")]).toEqual([200, 2_001]);
});
