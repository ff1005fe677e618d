// Lane: process

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issuedInvitationsSchema, issuedTokenSchema, tokenListSchema } from "@tinytorch/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Autograder, startAutograder } from "../../testing/autograder-process.ts";
import { temporaryFolder } from "../../testing/copy-course.ts";
import { echoCourse, runTito } from "../../testing/run-tito.ts";

let data: string;
let autograder: Autograder;
let teacher: Readonly<Record<string, string>>;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "tito-credentials-"));
  autograder = await startAutograder(data, { TINYTORCH_COURSE: echoCourse });
  const token = (await readFile(join(data, "tokens/instructor"), "utf8")).trim();
  teacher = { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: token };
}, 120_000);

afterAll(async () => {
  await autograder.stop();
  await rm(data, { recursive: true });
});

/** Signs a new account in with an invitation; gives its environment and what `tito` printed. */
async function invited(name: string) {
  await autograder.addAccount(name, "student");
  const made = await runTito(["invite", name, "--json"], { env: teacher });
  const [{ link } = { link: "" }] = issuedInvitationsSchema.parse(JSON.parse(made.stdout)).invitations;
  const env = { XDG_CONFIG_HOME: await temporaryFolder() };
  const login = await runTito(["login", "--invitation", link], { env });
  return { env, link, login };
}

test("an invitation signs in once, with nothing but its link, and neither link nor token is printed", async () => {
  const { env, link, login } = await invited("ada");
  expect(login).toMatchObject({ code: 0, stderr: "" });
  expect(login.stdout).toMatch(/^Signed in to http:\S+ as ada \(student\)\. The token is kept in /);
  const kept = JSON.parse(await readFile(join(env.XDG_CONFIG_HOME, "tinytorch/account.json"), "utf8"));
  expect(kept.url).toBe(autograder.url);
  expect(login.stdout).not.toContain(kept.token);
  const again = await runTito(["login", "--invitation", link], { env: { XDG_CONFIG_HOME: await temporaryFolder() } });
  expect(again).toMatchObject({ code: 2, stdout: "" });
  expect(again.stderr).toMatch(/^tito login: This invitation was used already; [^\n]*\n$/);
});

test("all are those with nothing to sign in with; an open one is listed and taken back", async () => {
  await autograder.addAccount("bob", "student");
  expect((await runTito(["invite", "--all"], { env: teacher })).stdout).toMatch(/^Everybody has something/);
  const made = await runTito(["invite", "bob", "--expires", "7d"], { env: teacher });
  expect(made.stdout).toMatch(/\nbob\thttp:\S+\/sign-in#invitation=[\w-]{43}\nThey expire at /);
  const open = await runTito(["invite", "--list", "--json"], { env: teacher });
  const [{ id, user }] = JSON.parse(open.stdout).invitations;
  expect(user.name).toBe("bob");
  expect((await runTito(["invite", "--list"], { env: teacher })).stdout).toContain(id);
  expect((await runTito(["invite", "--revoke", id.slice(0, 8)], { env: teacher })).stdout).toBe(
    `Invitation ${id} is revoked.\n`,
  );
  expect((await runTito(["invite", "--list"], { env: teacher })).stdout).toBe("No invitation is open.\n");
});

test("a student makes a token for a program, sees it listed and revokes it", async () => {
  const { env } = await invited("grace");
  const made = await runTito(
    ["token", "create", "--label", "laptop", "--scope", "submit", "--expires", "30d", "--json"],
    { env },
  );
  const { token, tokenId } = issuedTokenSchema.parse(JSON.parse(made.stdout));
  const own = { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: token };
  const list = await runTito(["token", "--json"], { env: own });
  expect(tokenListSchema.parse(JSON.parse(list.stdout)).tokens).toMatchObject([
    { label: null },
    { label: "tito login" },
    { id: tokenId, label: "laptop", scope: "submit", isCurrent: true },
  ]);
  expect((await runTito(["token"], { env })).stdout).toMatch(/laptop\s+│ submit/);
  const refused = await runTito(["token", "create"], { env: own });
  expect(refused.stderr).toBe("tito token: This token has the scope submit, and this takes all.\n");
  expect((await runTito(["token", "revoke", tokenId.slice(0, 8)], { env })).stdout).toBe(
    `Token ${tokenId} is revoked.\n`,
  );
  expect((await runTito(["grades"], { env: own })).stderr).toContain("the token was not accepted");
});

test("a token that was asked to expire says when, and nothing of another token", async () => {
  const { stdout } = await runTito(["token", "create", "--expires", "30d"], { env: teacher });
  expect(stdout).toMatch(/\nIt expires at \d{4}-\d{2}-\d{2} \d{2}:\d{2}\.\n/);
});

test("a token that expires unasked says why: it was made with one that does", async () => {
  const made = await runTito(["token", "create", "--expires", "30d", "--json"], { env: teacher });
  const { token } = issuedTokenSchema.parse(JSON.parse(made.stdout));
  const env = { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: token };
  for (const command of [
    ["token", "create"],
    ["add-user", "hopper"],
  ]) {
    expect((await runTito(command, { env })).stdout).toMatch(
      /\nIt expires at \d{4}-\d{2}-\d{2} \d{2}:\d{2}, as the token that it was made with does\.\n/,
    );
  }
});

test("staff does the same for an account by its name, and a student for nobody else", async () => {
  const { env } = await invited("linus");
  const made = await runTito(["token", "create", "--for", "linus", "--json"], { env: teacher });
  const { tokenId } = issuedTokenSchema.parse(JSON.parse(made.stdout));
  const list = await runTito(["token", "list", "--for", "linus"], { env: teacher });
  expect(list.stdout).toContain(tokenId);
  const wrong = await runTito(["token", "revoke", tokenId, "--for", "instructor"], { env: teacher });
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("one of the account's") });
  const other = await runTito(["token", "revoke", tokenId.slice(0, 8), "--for", "instructor"], { env: teacher });
  expect(other.stderr).toContain("no token has an id that begins so");
  expect((await runTito(["token", "revoke", tokenId.slice(0, 8), "--for", "linus"], { env: teacher })).code).toBe(0);
  expect((await runTito(["token", "--for", "instructor"], { env })).code).toBe(2);
  expect((await runTito(["token", "--for", "nobody"], { env: teacher })).stderr).toContain(
    "it must be somebody's login, name, e-mail address or id",
  );
});

test.each([
  [["login", "--invitation", "https://grader.example.edu/sign-in"], "must be a whole link"],
  [["login", "--invitation", "x", "--token", "y"], "leave --url and --token out"],
  [["invite", "--all", "--list"], "give names, or one of"],
  [["token", "revoke"], "must be named by its id"],
  [["token", "list", "5f1c9a52"], "only `revoke` takes an id"],
  [["token", "make"], "it must be `list`, `create` or `revoke`"],
  [["token", "create", "--expires", "soon"], "such as 30d"],
])("tito %j is refused before anything is sent", async (args, sentence) => {
  const { code, stderr } = await runTito(args, { env: { XDG_CONFIG_HOME: await temporaryFolder() } });
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});
