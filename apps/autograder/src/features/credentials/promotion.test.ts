import type { InjectOptions } from "fastify";
import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

async function setUp() {
  const service = await openTestApp();
  const { app, store, clock, account } = service;
  const [admin, teacher, student] = [
    account("boss", "admin"),
    account("teacher", "instructor"),
    account("ada", "student"),
  ];
  const sendWith = (token: string, options: InjectOptions) =>
    app.inject({ ...options, headers: { authorization: `Bearer ${token}` } });
  const isGood = async (token: string) => (await sendWith(token, { url: "/v1/me" })).statusCode === 200;
  const create = async (token: string): Promise<string> =>
    (await sendWith(token, { method: "POST", url: "/v1/tokens", payload: {} })).json().token;
  const invite = async (): Promise<string> => {
    const payload = { users: [student.id] };
    const [made] = (await teacher.send({ method: "POST", url: "/v1/invitations", payload })).json().invitations;
    return new URL(made.link).hash.replace("#invitation=", "");
  };
  const redeem = (invitation: string) =>
    app.inject({ method: "POST", url: "/v1/sign-in/invitation", payload: { invitation, as: "token" } });
  const change = (payload: object, who = admin) =>
    who.send({ method: "POST", url: `/v1/people/${student.id}`, payload });
  const issue = async (): Promise<string> =>
    (await teacher.send({ method: "POST", url: `/v1/users/${student.id}/tokens` })).json().token;
  const sentences = async () =>
    (await admin.send({ url: `/v1/audit?action=person.changed` }))
      .json()
      .entries.map(({ sentence }: { sentence: string }) => sentence);
  return { ...service, store, clock, student, teacher, isGood, create, invite, redeem, change, issue, sentences };
}

test("whoever gets a role that may do more keeps what they made themselves, and loses what others issued", async () => {
  const { app, student, isGood, create, invite, redeem, change, issue, sentences } = await setUp();
  const own = (await redeem(await invite())).json().token;
  const ownToo = await create(own);
  const issued = await issue();
  const throughIssued = await create(issued);
  const session = await app.inject({
    ...{ method: "POST", url: "/v1/sessions", headers: { authorization: `Bearer ${issued}` } },
  });
  const [cookie] = session.cookies;
  const cookies = { [cookie?.name ?? ""]: cookie?.value ?? "" };
  const throughSession = await app.inject({
    ...{ method: "POST", url: "/v1/tokens", cookies, payload: {} },
    headers: { origin: "http://localhost:80", "x-csrf-token": session.json().csrfToken },
  });
  const open = await invite();
  expect((await change({ section: "A" })).statusCode).toBe(200);
  for (const token of [issued, throughIssued, throughSession.json().token]) expect(await isGood(token)).toBe(true);

  expect((await change({ role: "instructor" })).statusCode).toBe(200);
  const ended = [student.token, issued, throughIssued, throughSession.json().token];
  for (const [at, token] of ended.entries()) expect(await isGood(token), `${at}`).toBe(false);
  expect((await app.inject({ url: "/v1/me", cookies })).statusCode).toBe(401);
  expect((await redeem(open)).json().error.code).toBe("invitation-revoked");
  for (const token of [own, ownToo]) expect(await isGood(token)).toBe(true);
  expect((await sentences())[0]).toBe(
    "boss changed what is known of ada, who may do more now, and ended 4 tokens and 1 invitation that others had issued.",
  );
});

test("a role that may do less ends nothing", async () => {
  const { student, isGood, change, issue, sentences } = await setUp();
  await change({ role: "assistant" });
  expect(await isGood(student.token)).toBe(false);
  const issued = await issue();
  expect((await change({ role: "student" })).statusCode).toBe(200);
  expect(await isGood(issued)).toBe(true);
  expect((await sentences())[0]).toBe("boss changed what is known of ada.");
});
