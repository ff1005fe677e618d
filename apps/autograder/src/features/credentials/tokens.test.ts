import { join } from "node:path";
import { api, type Routes, whose } from "@tinytorch/api";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import { mostTokens } from "./tokens.ts";

const hour = 3_600_000;
const table: Routes = api;

async function setUp() {
  const service = await openTestApp();
  const { app, clock, account } = service;
  const ask = (token: string, url = "/v1/me") => app.inject({ url, headers: { authorization: `Bearer ${token}` } });
  const later = (milliseconds: number) => new Date(clock.now() + milliseconds).toISOString();
  const student = account("studentA", "student");
  const create = (payload: object) => student.send({ method: "POST", url: "/v1/tokens", payload });
  return { ...service, ask, later, student, create };
}

test("a token is made with a name, a scope and an end, works at once, and is never shown again", async () => {
  const { student, create, ask, later } = await setUp();
  const expiresAt = later(hour);
  const made = await create({ label: " the laptop ", scope: "submit", expiresAt });
  expect(made.statusCode).toBe(201);
  const { tokenId, token } = made.json();
  expect((await ask(token)).statusCode).toBe(200);
  const listed = await student.send({ url: "/v1/tokens" });
  expect(listed.json().tokens).toMatchObject([
    { id: student.tokenId, label: null, scope: "all", expiresAt: null, isCurrent: true },
    { id: tokenId, label: "the laptop", scope: "submit", expiresAt, isExpired: false, isCurrent: false },
  ]);
  expect(listed.body).not.toContain(token);
});

test("a token of scope read changes nothing, one of scope submit hands in besides", async () => {
  const { app, create, module, files, rows } = await setUp();
  const changing = Object.values(table).filter(
    ({ method, action }) => method !== "GET" && action !== "anybody" && whose(action, "student") !== "nobody",
  );
  expect(changing.length).toBeGreaterThan(5);
  for (const scope of ["read", "submit"] as const) {
    const { token } = (await create({ scope })).json();
    const send = (method: "GET" | "POST" | "DELETE", path: string, payload?: object) =>
      app.inject({
        method,
        url: path.replaceAll(/:\w+/g, "6e5c2b0e-3f0a-4ad4-9a55-5cf1a8ab6a01"),
        headers: { authorization: `Bearer ${token}` },
        ...(payload === undefined ? {} : { payload }),
      });
    for (const { method, path } of changing) {
      if (scope === "submit" && path === "/v1/submissions") continue;
      const answer = await send(method, path);
      expect([answer.statusCode, answer.json().error.code], `${method} ${path}`).toEqual([403, "insufficient-scope"]);
      expect(answer.json().error.message).toMatch(/^This token has the scope \w+, and this takes \w+\.$/);
    }
    expect((await send("GET", "/v1/grades")).statusCode).toBe(200);
    const handedIn = await send("POST", "/v1/submissions", { module, files });
    expect(handedIn.statusCode).toBe(scope === "read" ? 403 : 202);
  }
  expect(rows("submissions")).toBe(1);
});

test("an expired token is 401 in a sentence that says when", async () => {
  const { create, ask, clock, later, student } = await setUp();
  const expiresAt = later(hour);
  const { token } = (await create({ expiresAt })).json();
  clock.time += hour - 1_000;
  expect((await ask(token)).statusCode).toBe(200);
  clock.time += 1_000;
  const answer = await ask(token);
  expect(answer.statusCode).toBe(401);
  expect(answer.json().error.message).toBe(`This token expired at ${expiresAt}; sign in with another.`);
  expect((await student.send({ url: "/v1/tokens" })).json().tokens[1]).toMatchObject({ isExpired: true });
});

test.each([
  [{ expiresAt: "2001-01-01T00:00:00Z" }, "expiresAt", /^expiresAt: must be later than now, got 2001/],
  [{ expiresAt: "9999-12-31T23:59:59-12:00" }, "expiresAt", /^expiresAt: must be within 10 years from now, got 9999/],
  [{ expiresAt: "tomorrow" }, "expiresAt", /must be a time as in/],
  [{ scope: "admin" }, "scope", /scope/],
  [{ label: "" }, "label", /label/],
  [{ label: "two\nlines" }, "label", /one line/],
])("%j is 400 with the field, and makes nothing", async (payload, field, message) => {
  const { create, rows } = await setUp();
  const answer = await create(payload);
  expect([answer.statusCode, answer.json().error.field]).toEqual([400, field]);
  expect(answer.json().error.message).toMatch(message);
  expect(rows("tokens")).toBe(1);
});

test("an end is within ten years", async () => {
  const { clock, create } = await setUp();
  const latest = new Date(clock.now());
  latest.setUTCFullYear(latest.getUTCFullYear() + 10);
  const expiresAt = (later: number) => new Date(latest.getTime() + later).toISOString();
  expect((await create({ expiresAt: expiresAt(-hour) })).statusCode).toBe(201);
  expect((await create({ expiresAt: expiresAt(hour) })).statusCode).toBe(400);
});

test("a token makes none that outlasts it", async () => {
  const { app, create, later, ask } = await setUp();
  const end = later(hour);
  const { token } = (await create({ expiresAt: end })).json();
  const send = (payload: object) =>
    app.inject({ method: "POST", url: "/v1/tokens", headers: { authorization: `Bearer ${token}` }, payload });
  for (const expiresAt of [null, later(2 * hour)]) {
    const refused = await send({ expiresAt });
    expect(refused.statusCode).toBe(400);
    expect(refused.json().error).toMatchObject({ field: "expiresAt", message: expect.stringContaining(end) });
  }
  expect((await send({})).statusCode).toBe(201);
  const { tokens } = (await ask(token, "/v1/tokens")).json();
  expect(tokens.map((each: { expiresAt: string | null }) => each.expiresAt)).toEqual([null, end, end]);
});

test("who issues tokens makes none that outlasts theirs, for themselves, for others and for a new account", async () => {
  const { app, account, later, student, rows } = await setUp();
  const admin = account("admin", "admin");
  const expiresAt = later(hour);
  const made = await admin.send({ method: "POST", url: "/v1/tokens", payload: { expiresAt } });
  const headers = { authorization: `Bearer ${made.json().token}` };
  const post = (url: string, payload?: object) =>
    app.inject({ method: "POST", url, headers, ...(payload && { payload }) });
  const issue = (id: string, payload?: object) => post(`/v1/users/${id}/tokens`, payload);
  const before = rows("tokens");
  for (const { id } of [admin, student]) {
    const refused = await issue(id, { expiresAt: null });
    expect([refused.statusCode, refused.json().error.field]).toEqual([400, "expiresAt"]);
  }
  expect(rows("tokens")).toBe(before);
  expect((await issue(admin.id)).json()).toMatchObject({ expiresAt });
  expect((await issue(student.id)).json()).toMatchObject({ expiresAt });
  const created = await post("/v1/users", { name: "friend", role: "instructor" });
  expect([created.statusCode, created.json().expiresAt]).toEqual([201, expiresAt]);
  const ends = async (id: string) =>
    (await admin.send({ url: `/v1/tokens?user=${id}` }))
      .json()
      .tokens.map((each: { expiresAt: string }) => each.expiresAt);
  expect(await ends(admin.id)).toEqual([null, expiresAt, expiresAt]);
  expect(await ends(student.id)).toEqual([null, expiresAt]);
  expect(await ends(created.json().id)).toEqual([expiresAt]);
});

test("with a token that expires students are invited, and nobody who may do more", async () => {
  const { app, account, later, student, rows } = await setUp();
  const [admin, teacher] = [account("admin", "admin"), account("teacher", "instructor")];
  const made = await admin.send({ method: "POST", url: "/v1/tokens", payload: { expiresAt: later(hour) } });
  const headers = { authorization: `Bearer ${made.json().token}` };
  const invite = (payload: object) => app.inject({ method: "POST", url: "/v1/invitations", headers, payload });
  const refused = await invite({ users: [student.id, teacher.id] });
  expect([refused.statusCode, refused.json().error.field]).toEqual([400, "users"]);
  expect(rows("invitations")).toBe(0);
  expect((await invite({ users: [student.id] })).statusCode).toBe(201);
  await admin.send({ method: "DELETE", url: `/v1/tokens/${teacher.tokenId}` });
  expect((await invite({ all: true })).json().invitations).toEqual([]);
  const all = await admin.send({ method: "POST", url: "/v1/invitations", payload: { all: true } });
  expect(all.json().invitations).toMatchObject([{ user: { name: "teacher" } }]);
});

test("a token is revoked by its owner and by staff; to others it is not there", async () => {
  const { account, student, create, ask } = await setUp();
  const teacher = account("teacher", "instructor");
  const other = account("studentB", "student");
  for (const [who, status] of [
    [other, 404],
    [student, 204],
    [teacher, 204],
  ] as const) {
    const { tokenId, token } = (await create({})).json();
    const revoked = await who.send({ method: "DELETE", url: `/v1/tokens/${tokenId}` });
    expect(revoked.statusCode).toBe(status);
    expect((await ask(token)).statusCode).toBe(status === 204 ? 401 : 200);
  }
  const url = `/v1/tokens?user=${student.id}`;
  expect((await teacher.send({ url })).json().tokens).toHaveLength(2);
  expect((await other.send({ url })).statusCode).toBe(404);
  expect((await teacher.send({ url: `/v1/tokens?user=${teacher.tokenId}` })).statusCode).toBe(404);
});

test("when a token was last used is written at most once a minute, and shown at once", async () => {
  const { student, clock, store } = await setUp();
  const reader = new Database(join(store.folder, "autograder.sqlite"), { readonly: true });
  onTestFinished(() => {
    reader.close();
  });
  const written = () =>
    reader
      .prepare<[string], number | null>("SELECT last_used_at FROM tokens WHERE id = ?")
      .pluck()
      .get(student.tokenId);
  const shown = async () => (await student.send({ url: "/v1/tokens" })).json().tokens[0].lastUsedAt;
  expect(written()).toBeNull();
  await student.send({ url: "/v1/me" });
  const first = written();
  expect(first).toBeGreaterThan(0);
  clock.time += 30_000;
  expect(Date.parse(await shown())).toBeGreaterThan(first ?? 0);
  expect(written()).toBe(first);
  clock.time += 30_000;
  await student.send({ url: "/v1/me" });
  expect(written()).toBeGreaterThan(first ?? 0);
});

test("while another program holds the database tokens are good, and their use is written afterwards", async () => {
  const { student, clock, store } = await setUp();
  const other = new Database(join(store.folder, "autograder.sqlite"));
  onTestFinished(() => {
    other.close();
  });
  other.exec("BEGIN IMMEDIATE");
  expect((await student.send({ url: "/v1/me" })).statusCode).toBe(200);
  other.exec("COMMIT");
  clock.time += 60_000;
  await student.send({ url: "/v1/me" });
  expect(other.prepare("SELECT last_used_at FROM tokens").pluck().get()).toBeGreaterThan(0);
});

test("an account has so many tokens and no more", async () => {
  const { store, student, create } = await setUp();
  for (let count = 1; count < mostTokens; count += 1) {
    store.credentials.issueToken("test", student.id, {}, false);
  }
  const refused = await create({});
  expect([refused.statusCode, refused.json().error.code]).toEqual([409, "too-many-tokens"]);
});
