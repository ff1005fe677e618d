// Lane: process

import { expect, test } from "vitest";
import { startOidcProvider } from "../../testing/oidc-provider.ts";
import { openTestApp } from "../../testing/open-test-app.ts";

const publicUrl = "http://127.0.0.1:9";
const callback = `${publicUrl}/v1/sign-in/oidc/callback`;
const client = { TINYTORCH_OIDC_CLIENT_ID: "course", TINYTORCH_OIDC_CLIENT_SECRET: "secret" };

async function setUp(environment: Record<string, string> = {}) {
  const provider = await startOidcProvider(callback);
  const service = await openTestApp({
    TINYTORCH_PUBLIC_URL: publicUrl,
    TINYTORCH_OIDC_ISSUER: provider.issuer,
    ...client,
    ...environment,
  });
  const { app } = service;
  type Cookies = Record<string, string>;
  /** Goes to the provider; gives the address there, and the cookie of this browser. */
  const begin = async (query = "") => {
    const answer = await app.inject({ url: `/v1/sign-in/oidc${query}` });
    const cookies: Cookies = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
    return { answer, cookies, url: answer.headers.location?.toString() ?? "" };
  };
  const comeBack = (address: string, cookies: Cookies) => {
    const { pathname, search } = new URL(address);
    return app.inject({ url: `${pathname}${search}`, cookies });
  };
  /** The whole way, as `subject/name`. */
  const signIn = async (login: string, session: Cookies = {}, query = "") => {
    const { url, cookies } = await begin(query);
    const answer = await comeBack(await provider.signIn(url, login), { ...cookies, ...session });
    const given = answer.cookies.find(({ name, value }) => name === "tinytorch-session" && value !== "");
    const signedIn = given === undefined ? {} : { [given.name]: given.value };
    const me = await app.inject({ url: "/v1/me", cookies: signedIn });
    return { answer, name: me.statusCode === 200 ? (me.json().name as string) : null };
  };
  return { ...service, provider, begin, comeBack, signIn };
}

test("whoever has a name of the course signs in at the provider, and again by the subject", async () => {
  const { account, begin, signIn, rows, store, app } = await setUp();
  const { id } = account("Ada", "student");
  const { url, cookies } = await begin();
  const asked = new URL(url).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: "code",
    redirect_uri: callback,
    code_challenge_method: "S256",
  });
  for (const name of ["state", "nonce", "code_challenge"]) expect(asked.get(name)?.length).toBeGreaterThan(20);
  expect(Object.keys(cookies)).toEqual(["tinytorch-sign-in"]);

  const first = await signIn("s1/ada", {}, "?to=/grades?module=1");
  expect([first.answer.statusCode, first.answer.headers.location]).toEqual([302, `${publicUrl}/grades?module=1`]);
  expect(first.name).toBe("Ada");
  expect((await signIn("s1/ada")).name).toBe("Ada");
  expect(store.auditLog.list({ action: "identity.linked", limit: 10 })).toMatchObject([{ subject: id }]);
  expect([rows("identities"), rows("browser_sessions")]).toEqual([1, 2]);
  expect((await app.inject({ url: "/v1/sign-in" })).json()).toEqual({ oidc: true });
});

test("who is nobody of the course, and a second person under a name that is linked, are refused in one sentence", async () => {
  const { account, signIn, rows } = await setUp();
  account("Ada", "student");
  const unknown = await signIn("s2/bob");
  expect([unknown.answer.statusCode, unknown.answer.json().error]).toEqual([
    403,
    {
      code: "unknown-person",
      message: "Nobody of this course has the name bob; ask those who teach it to add you.",
    },
  ]);
  expect((await signIn("s1/Ada")).name).toBe("Ada");
  const second = await signIn("s3/Ada");
  expect(second.answer.json().error.message).toBe(
    "Ada signs in here as somebody else of the same provider already; ask an operator.",
  );
  expect([rows("identities"), rows("browser_sessions"), rows("users")]).toEqual([1, 1, 1]);
});

test("whoever teaches is linked only while signed in to the account already", async () => {
  const { account, signIn, store } = await setUp();
  const { id } = account("teacher", "instructor");
  const refused = await signIn("s1/teacher");
  expect(refused.answer.json().error).toMatchObject({
    code: "unknown-person",
    message: expect.stringMatching(/sign in with a token/),
  });
  const { secret } = store.credentials.startSession(id, {});
  expect((await signIn("s1/teacher", { "tinytorch-session": secret })).name).toBe("teacher");
  expect((await signIn("s1/teacher")).name).toBe("teacher");
});

test("a token for less than its account links nobody who teaches; one for all does", async () => {
  const { account, app, begin, provider, rows } = await setUp();
  const teacher = account("teacher", "instructor");
  const finish = async (scope: string) => {
    const made = await teacher.send({ method: "POST", url: "/v1/tokens", payload: { scope } });
    const { url, cookies } = await begin();
    const { pathname, search } = new URL(await provider.signIn(url, "s1/teacher"));
    const headers = { authorization: `Bearer ${made.json().token}` };
    return (await app.inject({ url: `${pathname}${search}`, cookies, headers })).statusCode;
  };
  expect([await finish("read"), await finish("submit"), rows("identities")]).toEqual([403, 403, 0]);
  expect([await finish("all"), rows("identities")]).toEqual([302, 1]);
});

test("what does not belong to this browser's sign-in, or comes a second time, signs nobody in", async () => {
  const { account, provider, begin, comeBack, rows } = await setUp();
  account("Ada", "student");
  const mine = await begin();
  const theirs = await begin();
  const answered = await provider.signIn(mine.url, "s1/Ada");
  const changed = answered.replace(/code=[^&]+/, "code=guessed");
  for (const [address, cookies] of [
    [answered, {}],
    [answered, { "tinytorch-sign-in": "nonsense" }],
    [answered, theirs.cookies],
    [callback, mine.cookies],
    [`${callback}?error=access_denied&state=${new URL(mine.url).searchParams.get("state")}`, mine.cookies],
    [changed, mine.cookies],
  ] as const) {
    const answer = await comeBack(address, cookies);
    expect([answer.statusCode, answer.json().error.code], address).toEqual([400, "sign-in-failed"]);
    expect(answer.cookies).toMatchObject([{ name: "tinytorch-sign-in", value: "" }]);
  }
  expect(rows("browser_sessions")).toBe(0);
  expect((await comeBack(answered, mine.cookies)).statusCode).toBe(302);
  expect((await comeBack(answered, mine.cookies)).statusCode).toBe(400);
});

test("another claim may say who somebody is; an e-mail address only when the provider has verified it", async () => {
  const { account, signIn } = await setUp({ TINYTORCH_OIDC_CLAIM: "email" });
  account("ada@example.org", "student");
  const refused = await signIn("unverified/ada@example.org");
  expect(refused.answer.json().error.message).toBe(
    "The provider does not say who you are: it gave no email that it stands for.",
  );
  expect((await signIn("s1/ada@example.org")).name).toBe("ada@example.org");
});

test("by e-mail whoever has the address in the course signs in, but for case; the name says nothing, and who is dropped stays out", async () => {
  const byEmail = { TINYTORCH_OIDC_CLAIM: "email", TINYTORCH_OIDC_FIELD: "email" };
  const { account, signIn, store, rows } = await setUp(byEmail);
  const [ada, bob] = [account("ada", "student"), account("bob", "student")];
  account("grace@example.org", "student");
  store.people.change("test", ada.id, { email: "Ada@Example.org" });
  store.people.change("test", bob.id, { email: "bob@example.org", dropped: true });
  expect((await signIn("s1/ada@example.org")).name).toBe("ada");
  expect((await signIn("unverified/ada@example.org")).answer.json().error.code).toBe("unknown-person");
  expect((await signIn("s2/grace@example.org")).answer.json().error.message).toBe(
    "Nobody of this course has the email grace@example.org; ask those who teach it to add you.",
  );
  for (const login of ["s3/bob@example.org", "s1/ada@example.org"]) {
    store.people.change("test", ada.id, { dropped: true });
    const { answer } = await signIn(login);
    expect([answer.statusCode, answer.json().error.code], login).toEqual([403, "dropped"]);
  }
  expect(rows("identities")).toBe(1);
});

test.each(["//elsewhere.example/", "https://elsewhere.example/", "/%0d%0aset-cookie:x", "/\\elsewhere.example"])(
  "a way on that is no path of this service leads nowhere else: %s",
  async (to) => {
    const { account, signIn } = await setUp();
    account("Ada", "student");
    const { answer } = await signIn("s1/Ada", {}, `?${new URLSearchParams({ to })}`).catch(() => ({ answer: null }));
    if (answer !== null) expect(new URL(answer.headers.location?.toString() ?? "").origin).toBe(publicUrl);
  },
);

test("signing in is under a rate limit of its own", async () => {
  const { begin } = await setUp({ TINYTORCH_SIGN_INS_PER_MINUTE: "2" });
  const statuses = [];
  for (let tries = 0; tries < 3; tries += 1) statuses.push((await begin()).answer.statusCode);
  expect(statuses).toEqual([302, 302, 429]);
});

test("a provider that does not answer is 503, and one that there is not 404", async () => {
  const { begin } = await setUp({ TINYTORCH_OIDC_ISSUER: "http://127.0.0.1:4" });
  const { answer } = await begin();
  expect([answer.statusCode, answer.json().error.code]).toEqual([503, "unavailable"]);
  const { app } = await openTestApp();
  const none = await app.inject({ url: "/v1/sign-in/oidc" });
  expect([none.statusCode, none.json().error.message]).toEqual([
    404,
    "This course signs nobody in at an OpenID provider.",
  ]);
  expect((await app.inject({ url: "/v1/sign-in" })).json()).toEqual({ oidc: false });
});
