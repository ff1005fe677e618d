import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

async function setUp() {
  const service = await openTestApp();
  const teacher = service.account("teacher", "instructor");
  const create = (name: string) =>
    teacher.send({ method: "POST", url: "/v1/users", payload: { name, role: "student" } });
  const find = async (name: string) =>
    (await teacher.send({ url: `/v1/users?${new URLSearchParams({ name })}` })).json().users;
  return { ...service, teacher, create, find };
}

test("a name is kept in its normal form and found however it is typed", async () => {
  const { create, find } = await setUp();
  const created = await create("  Zoe\u0308   Strauß ");
  expect(created.statusCode).toBe(201);
  expect(created.json()).toMatchObject({ name: "Zoë Strauß", warnings: [] });
  for (const typed of ["Zoë Strauß", "zoe\u0308  STRAUSS", " ZOË\u00A0Strauss"]) {
    expect(await find(typed)).toMatchObject([{ id: created.json().id }]);
  }
});

test("a name that differs in case or forms of letters alone is taken already", async () => {
  const { create, rows } = await setUp();
  await create("Zoë Strauß");
  for (const again of ["ZOË STRAUSS", "zoe\u0308 strauß", "Ｚoë Strauß"]) {
    const answer = await create(again);
    expect(answer.statusCode).toBe(409);
    expect(answer.json().error).toMatchObject({ code: "name-taken", field: "name" });
  }
  expect(rows("users")).toBe(2);
});

test("a name that looks like another's is taken, with a warning that names it", async () => {
  const { create } = await setUp();
  await create("Anna");
  const answer = await create("Аnnа");
  expect(answer.statusCode).toBe(201);
  expect(answer.json().warnings).toEqual([
    "The name mixes Latin and Cyrillic letters in one word.",
    "The name looks like that of another account: Anna.",
  ]);
});

test("a character that nobody would see is 400, in a sentence that names it", async () => {
  const { create } = await setUp();
  const answer = await create("Anna\u202Eannа");
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error).toMatchObject({
    field: "name",
    message: "name: must not have characters that cannot be seen, got U+202E.",
  });
});
