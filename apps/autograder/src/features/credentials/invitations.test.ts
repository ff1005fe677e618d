import { once } from "node:events";
import { request } from "node:http";
import { json } from "node:stream/consumers";
import { issuedInvitationsSchema } from "@tinytorch/api";
import { expect, test } from "vitest";
import { openTestApp, type TestAccount } from "../../testing/open-test-app.ts";
import { tableContents } from "../../testing/table-contents.ts";
import { linkAddress } from "./link-address.ts";

const day = 24 * 3_600_000;

async function setUp(environment: Record<string, string> = {}) {
  const service = await openTestApp(environment);
  const teacher = service.account("teacher", "instructor");
  const student = service.account("studentA", "student");
  const invite = async (payload: object = { users: [student.id] }) =>
    teacher.send({ method: "POST", url: "/v1/invitations", payload });
  const secretOf = (link: string) => new URL(link).hash.replace("#invitation=", "");
  const invited = async () => {
    const [made] = (await invite()).json().invitations;
    return { id: made.id as string, secret: secretOf(made.link) };
  };
  const redeem = (invitation: string, as = "token", headers: Record<string, string> = {}) =>
    service.app.inject({ method: "POST", url: "/v1/sign-in/invitation", payload: { invitation, as }, headers });
  return { ...service, teacher, student, invite, invited, redeem, secretOf };
}

test("a link gives a token once, and its secret is nowhere but in the link", async () => {
  const { app, student, store, log, invite, redeem, secretOf } = await setUp();
  const [made] = (await invite()).json().invitations;
  expect(made).toMatchObject({ user: { id: student.id, name: "studentA" } });
  const secret = secretOf(made.link);
  const redeemed = await redeem(secret);
  expect(redeemed.statusCode).toBe(201);
  const { token } = redeemed.json();
  const me = await app.inject({ url: "/v1/me", headers: { authorization: `Bearer ${token}` } });
  expect(me.json()).toEqual(redeemed.json().user);

  const again = await redeem(secret);
  expect([again.statusCode, again.json().error.code]).toEqual([410, "invitation-used"]);
  const everything = JSON.stringify(tableContents(`${store.folder}/autograder.sqlite`)) + log.join();
  expect(everything).not.toContain(secret);
  expect(everything).not.toContain(token);
});

test("a link gives a session of a browser", async () => {
  const { app, invited, redeem } = await setUp();
  const { secret } = await invited();
  const redeemed = await redeem(secret, "session");
  expect(redeemed.json()).toMatchObject({ as: "session", user: { name: "studentA" } });
  const [cookie] = redeemed.cookies;
  const me = await app.inject({ url: "/v1/me", cookies: { [cookie?.name ?? ""]: cookie?.value ?? "" } });
  expect(me.json().name).toBe("studentA");
});

test("one that has expired, was revoked or was replaced is 410 with a sentence each, and one that nobody made 404", async () => {
  const { teacher, clock, invited, redeem, rows } = await setUp();
  const expired = await invited();
  clock.time += 14 * day;
  const replaced = await invited();
  const revoked = await invited();
  const url = `/v1/invitations/${revoked.id}`;
  expect((await teacher.send({ method: "DELETE", url })).statusCode).toBe(204);
  expect((await teacher.send({ method: "DELETE", url })).statusCode).toBe(404);
  const newest = await invited();
  clock.time += 14 * day;
  const answers = [];
  for (const { secret } of [expired, replaced, revoked, newest, { secret: "a".repeat(43) }]) {
    const answer = await redeem(secret);
    expect(answer.json().error).toMatchObject({
      field: "invitation",
      message: expect.stringMatching(/^[A-Z][^\n]*\.$/),
    });
    answers.push([answer.statusCode, answer.json().error.code]);
  }
  expect(answers).toEqual([
    [410, "invitation-revoked"],
    [410, "invitation-revoked"],
    [410, "invitation-revoked"],
    [410, "invitation-expired"],
    [404, "not-found"],
  ]);
  expect(rows("tokens")).toBe(2);
});

test("all are those who have nothing to sign in with, and nobody is invited twice", async () => {
  const { account, teacher, clock, store, invite, redeem, secretOf } = await setUp();
  const revokeOf = ({ tokenId }: TestAccount) => store.credentials.revokeToken("test", tokenId);
  const bare = account("bare", "student");
  revokeOf(bare);
  const linked = account("linked", "student");
  revokeOf(linked);
  store.credentials.link(linked.id, { issuer: "https://id.example", subject: "7" });
  const browsing = account("browsing", "student");
  revokeOf(browsing);
  store.credentials.startSession(browsing.id, {});
  const names = async () => {
    const { invitations } = (await invite({ all: true })).json();
    return invitations.map((each: { user: { name: string } }) => each.user.name);
  };
  const [{ link }] = (await invite({ all: true })).json().invitations;
  expect(await names()).toEqual([]);
  clock.time += 14 * day;
  expect(await names()).toEqual(["bare", "browsing"]);
  expect((await redeem(secretOf(link))).json().error.code).toBe("invitation-revoked");
  expect((await teacher.send({ url: "/v1/invitations" })).json().invitations).toMatchObject([
    { user: { name: "bare" }, isExpired: false },
    { user: { name: "browsing" } },
  ]);
});

test.each([
  [{}, "users"],
  [{ users: [], all: true }, "users"],
  [{ users: ["studentA"] }, "users.0"],
  [{ all: true, expiresAt: "2001-01-01T00:00:00Z" }, "expiresAt"],
  [{ all: true, expiresAt: "9999-12-31T23:59:59-12:00" }, "expiresAt"],
])("%j is 400 with the field, and invites nobody", async (payload, field) => {
  const { invite, rows } = await setUp();
  const answer = await invite(payload);
  expect([answer.statusCode, answer.json().error.field]).toEqual([400, field]);
  expect(rows("invitations")).toBe(0);
});

test("one account that there is not keeps all of a request from happening", async () => {
  const { student, teacher, invite, rows } = await setUp();
  const answer = await invite({ users: [student.id, teacher.tokenId] });
  expect(answer.statusCode).toBe(404);
  expect(answer.json().error).toEqual({
    code: "not-found",
    field: "users",
    message: `users: each must be an account's id, got ${teacher.tokenId}.`,
  });
  expect(rows("invitations")).toBe(0);
});

test("with a token that expires nobody invites themselves", async () => {
  const { app, account, student, clock, rows } = await setUp();
  const admin = account("admin", "admin");
  const expiresAt = new Date(clock.now() + 60_000).toISOString();
  const { token } = (await admin.send({ method: "POST", url: "/v1/tokens", payload: { expiresAt } })).json();
  const inviteWith = (bearer: string, users: readonly string[]) =>
    app.inject({
      ...{ method: "POST", url: "/v1/invitations", payload: { users } },
      headers: { authorization: `Bearer ${bearer}` },
    });
  const refused = await inviteWith(token, [student.id, admin.id]);
  expect([refused.statusCode, refused.json().error]).toEqual([
    400,
    {
      code: "invalid-request",
      field: "users",
      message: `users: with a token that expires students alone may be invited, got one that does at ${expiresAt}.`,
    },
  ]);
  expect(rows("invitations")).toBe(0);
  expect((await inviteWith(token, [student.id])).statusCode).toBe(201);
  expect((await inviteWith(admin.token, [admin.id])).statusCode).toBe(201);
});

test("guessing invitations is 429 with Retry-After", async () => {
  const { redeem } = await setUp({ TINYTORCH_SIGN_INS_PER_MINUTE: "3" });
  for (let tries = 0; tries < 3; tries += 1) expect((await redeem("a".repeat(43))).statusCode).toBe(404);
  const refused = await redeem("a".repeat(43));
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
});

test("another site's page signs no browser in", async () => {
  const { invited, redeem, rows } = await setUp();
  const { secret } = await invited();
  const answer = await redeem(secret, "session", { origin: "https://elsewhere.example" });
  expect([answer.statusCode, answer.json().error.code]).toEqual([403, "cross-site"]);
  expect(rows("browser_sessions")).toBe(0);
  expect((await redeem(secret, "session", { origin: "http://localhost:80" })).statusCode).toBe(201);
});

test.each([
  ["127.0.0.1", "http://127.0.0.1:8080"],
  ["::1", "http://[::1]:8080"],
  ["::ffff:10.0.0.7", "http://10.0.0.7:8080"],
  ["fe80::1%eth0", "http://[fe80::1]:8080"],
  [undefined, "http://127.0.0.9:80"],
])("without a public address they begin with the server's own: %s", (localAddress, expected) => {
  const socket = localAddress === undefined ? {} : { localAddress, localPort: 8080 };
  expect(linkAddress({ publicUrl: null, host: "127.0.0.9", port: 80 }, socket)).toBe(expected);
});

test("no request says what its links begin with", async () => {
  const { app, teacher, student } = await setUp({ TINYTORCH_TRUSTED_PROXIES: "127.0.0.1" });
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  const body = JSON.stringify({ users: [student.id] });
  const asked = request(`${address}/v1/invitations`, {
    method: "POST",
    headers: {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      authorization: `Bearer ${teacher.token}`,
      "content-type": "application/json",
    },
  });
  asked.end(body);
  const [answer] = await once(asked, "response");
  const [made] = issuedInvitationsSchema.parse(await json(answer)).invitations;
  expect(made?.link).toMatch(`${address}/sign-in#invitation=`);
});

test("links begin with the public address", async () => {
  const { invite } = await setUp({ TINYTORCH_PUBLIC_URL: "https://grader.example/course/" });
  const [{ link }] = (await invite()).json().invitations;
  expect(link).toMatch(/^https:\/\/grader\.example\/course\/sign-in#invitation=[\w-]{43}$/);
});
