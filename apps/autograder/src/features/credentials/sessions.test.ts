import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../store.ts";
import { openTestApp } from "../../testing/open-test-app.ts";
import { openTestStore } from "../../testing/open-test-store.ts";
import { idleMilliseconds, longestMilliseconds, mostSessions } from "./sessions.ts";

const day = 24 * 3_600_000;
const origin = "http://localhost:80";

async function setUp(environment: Record<string, string> = {}) {
  const service = await openTestApp(environment);
  const { app, account } = service;
  const student = account("studentA", "student");
  async function browser(who = student) {
    const answer = await who.send({ method: "POST", url: "/v1/sessions", headers: { "user-agent": "Lynx" } });
    expect(answer.statusCode).toBe(201);
    const [cookie] = answer.cookies;
    if (cookie === undefined) throw new Error("a session must have a cookie");
    const { id, csrfToken } = answer.json();
    const cookies = { [cookie.name]: cookie.value };
    const read = (url = "/v1/me") => app.inject({ url, cookies });
    const change = (method: "POST" | "DELETE", url: string, headers: Record<string, string> = {}) =>
      app.inject({ method, url, cookies, headers: { origin, "x-csrf-token": csrfToken, ...headers } });
    return { id, cookie, cookies, csrfToken, read, change };
  }
  return { ...service, student, browser };
}

test("a cookie signs in, is for the browser alone, and its secret is not in the answer or the log", async () => {
  const { browser, log, student } = await setUp();
  const { id, cookie, csrfToken, read } = await browser();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(Math.abs((cookie.maxAge ?? 0) * 1000 - longestMilliseconds)).toBeLessThan(60_000);
  expect(cookie.secure).toBeUndefined();
  expect((await read()).json()).toEqual({ id: student.id, name: "studentA", role: "student" });
  const current = await read("/v1/session");
  expect(current.json()).toMatchObject({ id, csrfToken, user: { name: "studentA" } });
  expect(current.body + log.join()).not.toContain(cookie.value);
});

test("where the public address is https the cookie is for https alone and for this host alone", async () => {
  const { browser } = await setUp({ TINYTORCH_PUBLIC_URL: "https://grader.example" });
  const { cookie } = await browser();
  expect(cookie).toMatchObject({ name: "__Host-tinytorch-session", secure: true, httpOnly: true, path: "/" });
});

test("by cookie nothing is changed without the session's CSRF token and a page of this server", async () => {
  const { browser, rows } = await setUp();
  const own = await browser();
  const other = await browser();
  for (const [headers, code] of [
    [{ "x-csrf-token": "" }, "csrf-token"],
    [{ "x-csrf-token": "a".repeat(43) }, "csrf-token"],
    [{ "x-csrf-token": other.csrfToken }, "csrf-token"],
    [{ origin: "" }, "cross-site"],
    [{ origin: "null" }, "cross-site"],
    [{ origin: "https://elsewhere.example" }, "cross-site"],
    [{ origin: "http://localhost:81" }, "cross-site"],
    [{ "sec-fetch-site": "cross-site" }, "cross-site"],
  ] as const) {
    const answer = await own.change("POST", "/v1/tokens", headers);
    expect([answer.statusCode, answer.json().error.code], JSON.stringify(headers)).toEqual([403, code]);
  }
  expect(rows("tokens")).toBe(1);
});

test("with both, a page does what its account may; a token needs neither", async () => {
  const { app, browser, student } = await setUp();
  const { cookies, csrfToken } = await browser();
  const post = (headers: Record<string, string>) =>
    app.inject({ method: "POST", url: "/v1/tokens", cookies, payload: { label: "new" }, headers });
  expect((await post({ origin, "x-csrf-token": csrfToken })).statusCode).toBe(201);
  expect((await post({ authorization: `Bearer ${student.token}` })).statusCode).toBe(201);
});

test("a token that is worth nothing is refused though a good cookie comes with it", async () => {
  const { app, browser } = await setUp();
  const { cookies } = await browser();
  const answer = await app.inject({ url: "/v1/me", cookies, headers: { authorization: `Bearer ${"a".repeat(43)}` } });
  expect(answer.statusCode).toBe(401);
});

test("signing out ends the session and takes the cookie away; others go on", async () => {
  const { browser } = await setUp();
  const [one, other] = [await browser(), await browser()];
  const out = await one.change("DELETE", "/v1/session");
  expect(out.statusCode).toBe(204);
  expect(out.cookies[0]).toMatchObject({ name: one.cookie.name, value: "" });
  expect((await one.read()).statusCode).toBe(401);
  expect((await other.read()).statusCode).toBe(200);
});

test("unused it ends, in use it goes on, and after a month it ends all the same", async () => {
  const { browser, clock } = await setUp();
  const unused = await browser();
  const inUse = await browser();
  for (let passed = 0; passed < longestMilliseconds - 5 * day; passed += 5 * day) {
    clock.time += 5 * day;
    expect((await inUse.read()).statusCode).toBe(200);
  }
  expect(5 * day).toBeLessThan(idleMilliseconds);
  expect((await unused.read()).statusCode).toBe(401);
  clock.time += 5 * day;
  expect((await inUse.read()).statusCode).toBe(401);
});

test("one's own sessions are listed and ended; to others they are not there, and staff may end them", async () => {
  const { account, browser } = await setUp();
  const [one, two, three] = [await browser(), await browser(), await browser()];
  const listed = (await one.read("/v1/sessions")).json().sessions;
  expect(listed).toMatchObject([
    { id: three.id, isCurrent: false, browser: "Lynx" },
    { id: two.id, isCurrent: false },
    { id: one.id, isCurrent: true },
  ]);
  const url = `/v1/sessions/${two.id}`;
  expect((await account("studentB", "student").send({ method: "DELETE", url })).statusCode).toBe(404);
  expect((await two.read()).statusCode).toBe(200);
  expect((await one.change("DELETE", url)).statusCode).toBe(204);
  expect((await two.read()).statusCode).toBe(401);
  expect((await one.change("DELETE", url)).statusCode).toBe(404);
  const staff = await account("teacher", "instructor").send({ method: "DELETE", url: `/v1/sessions/${three.id}` });
  expect(staff.statusCode).toBe(204);
  expect((await three.read()).statusCode).toBe(401);
});

test("a session ends with the token that started it, revoked or expired", async () => {
  const { app, browser, clock, store, student } = await setUp();
  const { read } = await browser();
  store.credentials.revokeToken("test", student.tokenId);
  expect((await read()).statusCode).toBe(401);
  const { token } = store.credentials.issueToken("test", student.id, { expiresAt: clock.now() + day }, false);
  const short = await browser({
    ...student,
    send: (options) => app.inject({ ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } }),
  });
  expect((await short.read()).statusCode).toBe(200);
  clock.time += day;
  expect((await short.read()).statusCode).toBe(401);
});

test("by the cookie of a session no token is made that outlasts the token which started it", async () => {
  const { app, clock, student, browser, rows } = await setUp();
  const expiresAt = new Date(clock.now() + 60_000).toISOString();
  const { token } = (await student.send({ method: "POST", url: "/v1/tokens", payload: { expiresAt } })).json();
  const short = await browser({
    ...student,
    send: (options) => app.inject({ ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } }),
  });
  const create = (payload: object) =>
    app.inject({
      ...{ method: "POST", url: "/v1/tokens", cookies: short.cookies, payload },
      headers: { origin, "x-csrf-token": short.csrfToken },
    });
  const refused = await create({ expiresAt: null });
  expect([refused.statusCode, refused.json().error.field]).toEqual([400, "expiresAt"]);
  expect(rows("tokens")).toBe(2);
  expect((await create({})).statusCode).toBe(201);
  const { tokens } = (await student.send({ url: "/v1/tokens" })).json();
  expect(tokens.map((each: { expiresAt: string | null }) => each.expiresAt)).toEqual([null, expiresAt, expiresAt]);
});

test("a token that replaces all else ends sessions and invitations too", async () => {
  const { browser, clock, store, student } = await setUp();
  const { read } = await browser();
  store.credentials.invite("test", [student.id], clock.now() + day);
  store.credentials.issueToken("test", student.id, {}, true);
  expect((await read()).statusCode).toBe(401);
  expect(store.credentials.invitations.open()).toEqual([]);
});

test("a session is started with a token alone", async () => {
  const { browser, student } = await setUp();
  const { change } = await browser();
  expect((await change("POST", "/v1/sessions")).statusCode).toBe(400);
  expect((await student.send({ url: "/v1/session" })).statusCode).toBe(404);
});

test("one session too many ends the one that was used longest ago", async () => {
  const { browser, clock } = await setUp();
  const first = await browser();
  const second = await browser();
  for (let count = 2; count < mostSessions; count += 1) await browser();
  clock.time += 60_000;
  await first.read();
  await browser();
  expect([(await first.read()).statusCode, (await second.read()).statusCode]).toEqual([200, 401]);
});

test("a session goes on after a restart of the server", () => {
  const { store, folder, clock, instructor } = openTestStore();
  const { secret } = store.credentials.startSession(instructor, {});
  store.close();
  const reopened = openStore(folder, clock);
  onTestFinished(() => reopened.close());
  expect(reopened.credentials.sessions.held(secret)?.account.name).toBe("teacher");
});

test("an event stream ends with the session that opened it, and with the token's end", async () => {
  const { app, browser, clock, store, student, feed, module, files } = await setUp();
  const baseUrl = await app.listen({ port: 0, host: "127.0.0.1" });
  const { id } = store.submissions.accept(student.id, { module, files });
  const open = async (headers: Record<string, string>) => {
    const { body } = await fetch(`${baseUrl}/v1/submissions/${id}/events`, { headers });
    const reader = body?.getReader();
    return async () => (await reader?.read().catch(() => undefined))?.value;
  };
  const session = await browser();
  const read = await open({ cookie: `${session.cookie.name}=${session.cookie.value}` });
  expect(await read()).toBeDefined();
  store.credentials.endSession("test", session.id);
  expect(await read()).toBeUndefined();

  const { token } = store.credentials.issueToken("test", student.id, { expiresAt: clock.now() + day }, false);
  const byToken = await open({ authorization: `Bearer ${token}` });
  expect(await byToken()).toBeDefined();
  clock.time += day;
  feed.publish(id, 1, { type: "started" });
  expect(await byToken()).toBeUndefined();
});
