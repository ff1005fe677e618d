import { join } from "node:path";
import { api, csrfHeader, type Role, type Routes, whose } from "@tinytorch/api";
import { expect, test } from "vitest";
import { openPermissionApp } from "../testing/open-permission-app.ts";
import { type Call, calls, type Situation } from "../testing/permission-calls.ts";
import { tableContents } from "../testing/table-contents.ts";

const routes: Routes = api;
const callOf: Readonly<Record<string, Call>> = calls;

/** Every route that asks who somebody is, as a person calls it on their own data. */
async function setUp(role: Role) {
  const { somebody, module, files, store, ask, pageOf } = await openPermissionApp();
  const { made } = somebody(role, "A");
  const signedIn = Object.entries(routes).flatMap(([name, route]) => {
    const call = callOf[name];
    return route.action === "anybody" || call === undefined ? [] : [{ name, call, route, action: route.action }];
  });
  const situation = (name: string): Situation => ({
    ...{ owner: made, caller: made, module, files, beyondOwn: whose("work.read", role) !== "own" },
    fresh: `fresh ${name}`,
  });
  const call = (name: string) => {
    const [found, given] = [callOf[name], situation(name)];
    const path = found?.path(given) ?? "";
    return { path, body: found?.body?.(given) };
  };
  /** All that is stored, but for when credentials were used. */
  const stored = () => {
    const contents = tableContents(join(store.folder, "autograder.sqlite"));
    return JSON.stringify(contents, (key, value) => (key === "last_used_at" ? undefined : value));
  };
  const token = (scope: "read" | "submit") => store.credentials.issueToken(made.id, made.id, { scope }, false).token;
  return { made, signedIn, call, stored, token, store, ask, pageOf };
}

const codeOf = (text: string) => JSON.parse(text).error?.code;

test.each(["instructor", "admin"] as const)(
  "a token of scope read is refused by every route that writes, and nothing is written: %s",
  async (role) => {
    const { signedIn, call, stored, token, ask } = await setUp(role);
    const [read, submit] = [token("read"), token("submit")];
    const writing = signedIn.filter(({ route }) => route.method !== "GET");
    expect(writing.length).toBeGreaterThan(30);
    for (const { name, route, action } of writing) {
      const { path, body } = call(name);
      const before = stored();
      const expected = whose(action, role) === "nobody" ? "forbidden" : "insufficient-scope";
      for (const by of route.scope === "submit" ? [read] : [read, submit]) {
        const answer = await ask(route.method, path, by, body);
        expect([answer.status, codeOf(answer.text)], name).toEqual([403, expected]);
      }
      expect(stored() === before, `${name} writes nothing`).toBe(true);
    }
  },
);

test("with a token of scope read an instructor is answered by every route that reads, and only the audit notes it", async () => {
  const { signedIn, call, token, ask, store } = await setUp("instructor");
  const read = token("read");
  const written = () => {
    const { audit: _, sqlite_sequence: __, ...rest } = tableContents(join(store.folder, "autograder.sqlite"));
    return JSON.stringify(rest, (key, value) => (key === "last_used_at" ? undefined : value));
  };
  for (const { name, route, call: asked } of signedIn) {
    if (route.method !== "GET" || asked.bySession) continue;
    const { path } = call(name);
    const before = written();
    expect((await ask("GET", path, read)).status, name).toBe(200);
    expect(written() === before, `${name} writes nothing`).toBe(true);
  }
});

test("with a cookie every route that writes wants the session's own token and a page of this server, and else writes nothing", async () => {
  const { made, signedIn, call, stored, ask, pageOf } = await setUp("admin");
  for (const { name, route } of signedIn) {
    if (route.method === "GET") continue;
    const { path, body } = call(name);
    const [page, another] = [pageOf(made.session()), pageOf(made.session())];
    const { [csrfHeader]: _, ...without } = page;
    const wrong = [
      [without, "csrf-token"],
      [{ ...page, [csrfHeader]: another[csrfHeader] ?? "" }, "csrf-token"],
      [{ ...page, origin: "https://evil.example" }, "cross-site"],
    ] as const;
    const before = stored();
    for (const [by, code] of wrong) {
      const answer = await ask(route.method, path, by, body);
      expect([answer.status, codeOf(answer.text)], name).toEqual([403, code]);
    }
    expect(stored() === before, `${name} writes nothing`).toBe(true);
  }
});

test.each(["student", "assistant", "instructor", "admin", "ci"] as const)(
  "whoever is dropped is signed in by nothing, at once, and by all of it again once taken back: %s",
  async (role) => {
    const { made, store, ask, pageOf, token } = await setUp(role);
    const [byToken, session, invitation] = [token("read"), made.session(), made.invitation()];
    const redeem = () =>
      ask("POST", "/v1/sign-in/invitation", {}, { invitation: invitation.secret, as: "token", label: "phone" });
    const answers = async () => {
      const asked = [byToken, pageOf(session)].map(async (by) => (await ask("GET", "/v1/me", by)).status);
      return Promise.all(asked);
    };
    expect(await answers()).toEqual([200, 200]);
    store.people.change(made.id, made.id, { dropped: true });
    expect(await answers()).toEqual([403, 403]);
    const refused = await redeem();
    expect([refused.status, codeOf(refused.text)]).toEqual([403, "dropped"]);
    const by = { actor: "service", id: made.id };
    for (const make of [
      () => store.credentials.startSession(by.id, {}),
      () => store.credentials.issueToken(by.actor, by.id, {}, false),
      () => store.credentials.invite(by.actor, [by.id], Number.MAX_SAFE_INTEGER),
    ]) {
      expect(make).toThrow(expect.objectContaining({ code: "dropped" }));
    }
    store.people.change(made.id, made.id, { dropped: false });
    expect(await answers()).toEqual([200, 200]);
    expect((await redeem()).status).toBe(201);
  },
);
