import { api } from "@tinytorch/api";
import { expect, test } from "vitest";
import { openTestApp } from "../testing/open-test-app.ts";
import { createToken } from "../tokens.ts";

/** Every route that asks who calls, as the contract lists them. */
const routes = Object.values(api)
  .filter(({ action }) => action !== "anybody")
  .map(({ method, path }) => [method, path.replaceAll(/:\w+/g, "6e5c2b0e-3f0a-4ad4-9a55-5cf1a8ab6a01")] as const);

test("there are routes that ask who calls, to be refused at", () => {
  expect(routes).toContainEqual(["POST", "/v1/submissions"]);
  expect(routes.map(([, url]) => url)).not.toContain("/healthz");
});

test.each([
  ["no token", undefined],
  ["a token nobody has", `Bearer ${createToken()}`],
  ["half a token", "Bearer abc"],
  ["another scheme", "Basic YTpi"],
  ["SQL for a token", "Bearer ' OR 1=1 --"],
])("%s is 401 on every route, before the body is read", async (_, authorization) => {
  const { app } = await openTestApp();
  const headers = { "content-type": "text/plain", ...(authorization === undefined ? {} : { authorization }) };
  for (const [method, url] of routes) {
    const answer = await app.inject({ method, url, headers, ...(method === "POST" ? { payload: "{" } : {}) });
    expect(answer.statusCode, `${method} ${url}`).toBe(401);
    expect(answer.json()).toMatchObject({
      error: { code: "unauthorized" },
      requestId: answer.headers["x-request-id"],
    });
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
  }
});

test.each(["student", "ci"] as const)("an instructor's route is 403 for a %s, and does nothing", async (role) => {
  const { account, rows } = await openTestApp();
  const asking = account("asking", role);
  for (const [method, url, payload] of [
    ["GET", "/v1/gradebook"],
    ["GET", "/v1/submissions?scope=all"],
    ["GET", "/v1/audit"],
    ["GET", "/v1/users"],
    ["GET", "/v1/users?name=asking"],
    ["POST", "/v1/users", { name: "new", role: "instructor" }],
    ["POST", `/v1/users/${asking.id}/tokens`],
    ["POST", `/v1/users/${asking.id}/tokens`, { replace: true }],
    ["GET", "/v1/invitations"],
    ["POST", "/v1/invitations", { all: true }],
    ["DELETE", `/v1/invitations/${asking.id}`],
  ] as const) {
    const answer = await asking.send({ method, url, ...(payload === undefined ? {} : { payload }) });
    expect(answer.statusCode, `${method} ${url}`).toBe(403);
  }
  expect([rows("users"), rows("tokens"), rows("invitations")]).toEqual([1, 1, 0]);
});

test("an instructor makes an account whose token works at once, and is shown this once", async () => {
  const { app, account } = await openTestApp();
  const instructor = account("teacher", "instructor");
  const created = await instructor.send({
    method: "POST",
    url: "/v1/users",
    payload: { name: "studentA", role: "student" },
  });
  expect(created.statusCode).toBe(201);
  const { token, id } = created.json();
  const me = await app.inject({ url: "/v1/me", headers: { authorization: `Bearer ${token}` } });
  expect(me.json()).toEqual({ id, name: "studentA", role: "student" });
});

test("a name that is taken is 409 and makes no account", async () => {
  const { account, rows } = await openTestApp();
  const instructor = account("teacher", "instructor");
  const answer = await instructor.send({
    method: "POST",
    url: "/v1/users",
    payload: { name: "teacher", role: "ci" },
  });
  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({ error: { code: "name-taken", field: "name" } });
  expect(rows("users")).toBe(1);
});

test("a revoked token is as good as none; the account's other tokens go on", async () => {
  const { app, account } = await openTestApp();
  const instructor = account("teacher", "instructor");
  const student = account("studentA", "student");
  const more = await instructor.send({ method: "POST", url: `/v1/users/${student.id}/tokens` });
  const revoked = await instructor.send({ method: "DELETE", url: `/v1/tokens/${student.tokenId}` });
  expect([more.statusCode, revoked.statusCode]).toEqual([201, 204]);
  expect((await student.send({ url: "/v1/me" })).statusCode).toBe(401);
  const other = await app.inject({
    url: "/v1/me",
    headers: { authorization: `Bearer ${more.json().token}` },
  });
  expect(other.statusCode).toBe(200);
  const again = await instructor.send({ method: "DELETE", url: `/v1/tokens/${student.tokenId}` });
  expect(again.statusCode).toBe(404);
});

test("a token that replaces the others revokes them all, and is the account's only one", async () => {
  const { app, account, rows } = await openTestApp();
  const instructor = account("teacher", "instructor");
  const student = account("studentA", "student");
  const url = `/v1/users/${student.id}/tokens`;
  const ask = async (token: string) =>
    (await app.inject({ url: "/v1/me", headers: { authorization: `Bearer ${token}` } })).statusCode;
  const more = (await instructor.send({ method: "POST", url, payload: {} })).json();
  const only = (await instructor.send({ method: "POST", url, payload: { replace: true } })).json();
  expect(await Promise.all([student.token, more.token, only.token].map(ask))).toEqual([401, 401, 200]);
  expect(await ask(instructor.token)).toBe(200);
  expect(rows("tokens")).toBe(4);
  const wrong = await instructor.send({ method: "POST", url, payload: { replace: "all" } });
  expect(wrong.json()).toMatchObject({ error: { code: "invalid-request", field: "replace" } });
});

test("an instructor finds accounts by name", async () => {
  const { account } = await openTestApp();
  const instructor = account("teacher", "instructor");
  const { id } = account("studentA", "student");
  const named = await instructor.send({ url: "/v1/users?name=studentA" });
  expect(named.json()).toEqual({ users: [{ id, name: "studentA", role: "student" }] });
  expect((await instructor.send({ url: "/v1/users?name=nobody" })).json()).toEqual({ users: [] });
  const all = (await instructor.send({ url: "/v1/users" })).json().users;
  expect(all.map((user: { name: string }) => user.name)).toEqual(["studentA", "teacher"]);
});

test("a token is never in the log", async () => {
  const { account, log } = await openTestApp();
  const student = account("studentA", "student");
  await student.send({ url: "/v1/me" });
  await student.send({ method: "POST", url: "/v1/submissions", payload: { module: 1 } });
  expect(log.length).toBeGreaterThan(0);
  expect(log.join("\n")).not.toContain(student.token);
});

test("guessing tokens is 429 with Retry-After, while others go on", async () => {
  const { app, account } = await openTestApp({ TINYTORCH_ANONYMOUS_PER_MINUTE: "5" });
  const student = account("studentA", "student");
  const guess = () => app.inject({ url: "/v1/me", headers: { authorization: `Bearer ${createToken()}` } });
  for (let tries = 0; tries < 5; tries += 1) expect((await guess()).statusCode).toBe(401);
  const refused = await guess();
  expect(refused.statusCode).toBe(429);
  expect(refused.json().error.code).toBe("rate-limited");
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect((await app.inject({ url: "/nothing/here" })).statusCode).toBe(429);
  expect((await student.send({ url: "/v1/me" })).statusCode).toBe(200);
});

test.each([
  ["back", -3_600_000],
  ["ahead", 3_600_000],
])("a time of day that is set %s an hour neither lengthens nor ends a rate limit", async (_, jump) => {
  const { app, clock } = await openTestApp({ TINYTORCH_ANONYMOUS_PER_MINUTE: "1" });
  const ask = () => app.inject({ url: "/v1/me" });
  expect((await ask()).statusCode).toBe(401);
  clock.setAhead += jump;
  const refused = await ask();
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers["retry-after"])).toBeLessThanOrEqual(60);
  clock.time += 61_000;
  expect((await ask()).statusCode).toBe(401);
});

test("an address that a proxy names is taken only from a trusted one", async () => {
  const ask = async (trusted: string) => {
    const { app } = await openTestApp({
      TINYTORCH_ANONYMOUS_PER_MINUTE: "1",
      TINYTORCH_TRUSTED_PROXIES: trusted,
    });
    const statuses: number[] = [];
    for (const client of ["203.0.113.1", "203.0.113.2"]) {
      const answer = await app.inject({ url: "/v1/me", headers: { "x-forwarded-for": client } });
      statuses.push(answer.statusCode);
    }
    return statuses;
  };
  expect(await ask("127.0.0.1, 10.0.0.0/8")).toEqual([401, 401]);
  expect(await ask("10.0.0.0/8")).toEqual([401, 429]);
});
