import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { backUp } from "../backup/backup.ts";
import { databaseFile } from "../database/open-database.ts";
import { noDetail } from "../features/exceptions/store.ts";
import { openStore } from "../store.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { tableContents } from "../testing/table-contents.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { eraseUser } from "./erase-user.ts";
import { sayErasure } from "./say-erasure.ts";

const secret = "the-marker-of-one-person";
const name = `Zoë ${secret}`;

/** A stopped server's data folder, in which one person left something in every table, beside others. */
function setUp() {
  const test = openTestStore();
  const { store, folder, clock, instructor, submit, take, finish, bury, graded } = test;
  store.webhooks.add(instructor, "https://example.edu/hook");
  const other = graded("studentB", 60);
  store.submissions.recordCheck(other.submissionId, []);
  const problem = { file: "src/index.ts", line: 1, column: 1, message: secret };
  store.submissions.recordCheck(submit(name, "shared by two"), [problem]);
  finish(take(), 10, { console: `printed ${secret}`, output: secret });
  submit("studentB", "shared by two");
  finish(take(), 20);
  // More than a page, so that freed pages hold whole copies of it.
  const second = submit(name, `${secret} `.repeat(2_000));
  const graded2 = finish(take(), 30, { diagnosis: secret });
  store.reruns.request(instructor, graded2.runId);
  const applied = store.regrades.start(instructor, { module: "01-echo", which: "latest" });
  for (let left = 3; left > 0; left -= 1) finish(take(), 30);
  for (const who of [name, "studentB"]) {
    submit(who, "");
    finish(take(), 30);
  }
  store.regrades.apply(instructor, applied.id);
  const regrade = store.regrades.start(instructor, { module: "01-echo", which: "all" });
  submit(name, `${secret} waits`);
  bury("no sandbox");
  const id = store.users.byName(name)?.id ?? "";
  const { tokenId } = store.credentials.issueToken(instructor, id, { label: secret }, false);
  store.credentials.startSession(id, { browser: secret, token: { id: tokenId, expiresAt: null } });
  store.credentials.link(id, { issuer: "https://id.example.edu", subject: secret });
  const studentB = store.users.byName("studentB")?.id ?? "";
  store.credentials.startSession(studentB, {});
  store.credentials.link(studentB, { issuer: "https://id.example.edu", subject: "b" });
  store.credentials.invite(instructor, [id, studentB], clock.now() + 1);
  store.people.change(instructor, id, { name: `${secret} as written`, email: `${secret}@example.edu` });
  store.people.change(instructor, id, { sisId: secret, lmsId: secret, section: secret, login: `${name} once` });
  store.people.change(instructor, id, { login: name, dropped: true });
  const theirs = store.submissions.byId(second);
  const others = store.submissions.byId(other.submissionId);
  if (theirs === undefined || others === undefined) throw new Error("the submissions must be there");
  const place = { path: "src/index.ts", lines: { first: 1, last: 1 }, onRelease: false };
  store.comments.add(instructor, theirs, { ...place, text: `to ${secret}` });
  const note = store.comments.add(instructor, others, { ...place, text: "to another" });
  store.comments.edit(id, note.id, `by ${secret}`);
  store.questions.ask(id, "01-echo", `asked by ${secret}`);
  const asked = store.questions.ask(others.userId, "01-echo", "asked by another");
  store.questions.answer(id, asked.id, `answered by ${secret}`);
  const byHand = { module: "01-echo", files: { "src/index.ts": "" } };
  const received = { at: clock.now(), reason: `said by ${secret}` };
  store.submissions.accept(others.userId, byHand, { handingInFor: { by: id, received } });
  store.submissions.accept(id, { ...byHand, files: {} }, { handingInFor: { by: instructor } });
  for (const who of [name, "studentB"]) {
    const address = `${secret}@example.edu`;
    const change = who === name ? { address, on: [], off: [] } : { address: "b@example.edu", on: [], off: [] };
    store.notifications.change(store.users.byName(who)?.id ?? "", { ...change, on: ["submission.received"] });
  }
  const choice = { module: "01-echo", which: "latest", threshold: 30, commonPercent: 25 } as const;
  const { comparison, submissions } = store.similarity.start(instructor, choice);
  const [left = "", right = ""] = submissions;
  const passage = { path: `src/${secret}.ts`, from: 1, to: 9 };
  store.similarity.finish(comparison.id, {
    pairs: [{ left, right, similarity: 0.8, shared: 20, regions: [{ left: passage, right: passage }] }],
    above: 1,
    unread: submissions.map((submission) => ({
      submission,
      path: null,
      problem: store.submissions.byId(submission)?.userId === id ? secret : "It is no text.",
    })),
  });
  const otherId = store.users.byName("studentB")?.id ?? "";
  for (const userId of [id, otherId]) {
    const because = userId === id ? secret : "illness";
    store.exceptions.add(instructor, { ...noDetail, kind: "excuse", userId, module: "01-echo", because });
    store.lateDays.grant(instructor, userId, 2, because);
  }
  store.assignments.change(instructor, "01-echo", { attempts: 9 }, "");
  store.close();
  const file = join(folder, databaseFile);
  const erase = (really = true, who = name) => eraseUser({ dataFolder: folder, name: who, really, now: clock.now });
  const bytesThere = () =>
    ["", "-wal", "-journal"]
      .map((suffix) => `${file}${suffix}`)
      .filter(existsSync)
      .map((path) => readFileSync(path).toString("latin1"))
      .join();
  const reopen = () => {
    const opened = openStore(folder, clock);
    onTestFinished(() => opened.close());
    return opened;
  };
  return { folder, file, clock, id, instructor, other, regrade, erase, bytesThere, reopen };
}

test("nothing of an erased person is in any table, nor a byte of it in the database's files", () => {
  const { file, id, erase, bytesThere } = setUp();
  expect(bytesThere()).toContain(secret);
  const { pseudonym, purged } = erase();
  expect(purged).toBe(true);
  expect(bytesThere()).not.toContain(secret);
  const { audit, users, regrades, webhooks, migrations, sqlite_sequence, similarity_pairs, ...others } =
    tableContents(file);
  expect(similarity_pairs).toEqual([]);
  expect(JSON.stringify(others)).not.toContain(id);
  expect(users?.filter((user) => JSON.stringify(user).includes(id))).toMatchObject([{ id, name: pseudonym }]);
  expect(JSON.stringify(regrades)).not.toContain(id);
  for (const rows of Object.values(others)) expect(rows).not.toEqual([]);
});

test("the audit keeps each entry with its time, its action and who it was, under a name that says nothing", () => {
  const { file, id, erase, reopen } = setUp();
  const rows = () => tableContents(file).audit ?? [];
  const before = rows();
  const { pseudonym, auditEntries } = erase();
  expect(auditEntries).toBeGreaterThan(0);
  const left: Readonly<Record<string, object>> = {
    "user.created": { name: pseudonym, role: "student" },
    "person.changed": {},
  };
  /** Why something holds for a person is that person's. */
  const without = { because: undefined };
  const named = before.map((row) => {
    const { action, subject } = Object(row);
    const detail = subject === id ? left[action] : undefined;
    if (detail !== undefined) return { ...Object(row), detail: JSON.stringify(detail) };
    if (subject !== id || !/because/.test(Object(row).detail)) return row;
    return { ...Object(row), detail: JSON.stringify({ ...JSON.parse(Object(row).detail), ...without }) };
  });
  expect(rows().slice(0, -1)).toEqual(named);
  expect(rows().at(-1)).toMatchObject({ actor: "service", action: "user.erased", subject: id });
  const store = reopen();
  expect(store.auditLog.list({ actor: id, limit: 10 })[0]?.actorName).toBe(pseudonym);
});

test("others keep what they have: the same text that both handed in, grades, and a regrade that goes on", () => {
  const { file, regrade, erase, reopen } = setUp();
  const result = erase();
  expect(result).toMatchObject({
    submissions: 5,
    runs: 5,
    comments: 1,
    questions: 1,
    tokens: 2,
    sharedBytes: "shared by two".length,
  });
  const texts = (tableContents(file).file_contents ?? []).map((row) => Object(row).text);
  expect(texts).toEqual(["", "shared by two"]);
  const store = reopen();
  expect(store.users.list().map((user) => user.name)).toEqual(["studentB", "teacher"]);
  expect(store.grades.ofStudents().map(({ student }) => student.name)).toEqual(["studentB"]);
  expect(store.deadLetters.list()).toEqual([]);
  expect(store.regrades.byId(regrade.id)).toMatchObject({ total: 3, state: "running" });
  expect(store.queue.lease("us")?.files).toEqual({ "src/index.ts": "" });
});

test("what the person said to others goes without a trace of its text, and the others keep that something was said", () => {
  const { file, other, erase, reopen } = setUp();
  erase();
  const store = reopen();
  const [note] = store.comments.of(other.submissionId);
  expect(note).toMatchObject({ authorId: null, text: null });
  expect(store.comments.versions(note?.id ?? "").map(({ text }) => text)).toEqual(["to another", null]);
  const [asked, ...more] = store.questions.list({ limit: 10 });
  expect(more).toEqual([]);
  expect(store.questions.entries([asked?.id ?? ""]).get(asked?.id ?? "")).toMatchObject([
    { kind: "asked", text: "asked by another" },
    { kind: "answered", authorId: null, text: null },
  ]);
  expect(tableContents(file).handed_in_for).toMatchObject([{ by_user_id: null, reason: null, at: expect.any(Number) }]);
});

test("what was handed in is kept from changes afterwards as before, and the account signs in no more", () => {
  const { file, id, instructor, erase, reopen } = setUp();
  erase();
  const database = new Database(file);
  onTestFinished(() => {
    database.close();
  });
  expect(() => database.exec("DELETE FROM file_contents")).toThrow("never deleted");
  expect(() => database.exec("UPDATE audit SET at = 0")).toThrow("never changed");
  expect(database.pragma("foreign_key_check")).toEqual([]);
  database.close();
  const store = reopen();
  expect(() => store.credentials.issueToken(instructor, id, {}, false)).toThrow(
    expect.objectContaining({ code: "missing" }),
  );
  expect(store.users.create("test", name, "student").id).not.toBe(id);
});

test("without --yes it says what would go, and nothing goes", () => {
  const { file, erase } = setUp();
  const before = tableContents(file);
  const said = sayErasure(erase(false), false);
  expect(said).toMatch(/5 submissions with 5 runs, 2 tokens, \d+ bytes of files; 13 more stay/);
  expect(said).toContain("With it: 1 comment on it, 1 question about grades.");
  expect(said).toContain("Nothing is erased yet");
  expect(tableContents(file)).toEqual(before);
});

test("a name that nobody has, the last instructor, no database and a server at work are refused in a sentence", () => {
  const { folder, erase, reopen } = setUp();
  expect(() => erase(true, "nobody")).toThrow("erase-user: there must be an account of that name, got nobody");
  expect(() => erase(true, "teacher")).toThrow("an instructor must be left, got the last one");
  const empty = temporaryFolder();
  expect(() => eraseUser({ dataFolder: empty, name, really: true, now: Date.now })).toThrow("must hold a database");
  expect(existsSync(join(empty, databaseFile))).toBe(false);
  reopen();
  expect(() => erase()).toThrow(`got ${folder}, which one is using: stop it first`);
});

test("a token that the server wrote to a file goes with its account, and no other file does", () => {
  const { folder, erase } = setUp();
  mkdirSync(join(folder, "tokens"));
  for (const each of [name, "teacher"]) writeFileSync(join(folder, "tokens", each), "token");
  erase();
  expect([name, "teacher"].map((each) => existsSync(join(folder, "tokens", each)))).toEqual([false, true]);
});

test("what a kill left of writing the file anew is done at the next start", () => {
  const { file, id, bytesThere, erase, reopen } = setUp();
  erase();
  // As after a kill between the two halves: freed pages may hold anything, and the account says so.
  const database = new Database(file);
  database.pragma("secure_delete = OFF");
  database.exec(`CREATE TABLE scratch (text TEXT); INSERT INTO scratch VALUES ('${secret.repeat(5_000)}')`);
  database.exec(`DROP TABLE scratch; UPDATE users SET purged_at = NULL WHERE id = '${id}'`);
  database.close();
  expect(bytesThere()).toContain(secret);
  reopen().close();
  expect(bytesThere()).not.toContain(secret);
});

test("a backup of afterwards holds nothing of it, and one of before does", async () => {
  const { folder, erase } = setUp();
  const target = temporaryFolder();
  await backUp(folder, join(target, "before"));
  erase();
  await backUp(folder, join(target, "after"));
  const holds = (file: string) => readFileSync(join(target, file)).includes(secret);
  expect([holds("before"), holds("after")]).toEqual([true, false]);
});

test("a name that an earlier release took as it was given is that person's, whoever has its form", () => {
  const { store, folder, instructor } = openTestStore();
  const plain = store.users.create(instructor, "Ada Byron", "student");
  const spaced = store.users.create(instructor, "another", "student");
  store.close();
  const database = new Database(join(folder, databaseFile));
  database
    .prepare("UPDATE users SET name = @name, name_key = @name WHERE id = @id")
    .run({ name: "Ada  Byron", id: spaced.id });
  database.close();
  const plan = (name: string) => eraseUser({ dataFolder: folder, name, really: false, now: Date.now }).pseudonym;
  expect([plan("Ada Byron"), plan("Ada  Byron")]).toEqual([`erased-${plain.id}`, `erased-${spaced.id}`]);
});

test("nothing that signed the person in does so afterwards: token, browsers, invitation and provider", () => {
  const { store, folder, instructor, clock } = openTestStore();
  const { id, token, tokenId } = store.users.create("test", "ada", "student");
  const { credentials } = store;
  const byToken = credentials.startSession(id, { token: { id: tokenId, expiresAt: null } });
  const byLink = credentials.startSession(id, {});
  const subject = { issuer: "https://id.example.edu", subject: "ada" };
  credentials.link(id, subject);
  const [invitation] = credentials.invite(instructor, [id], clock.now() + 60_000);
  expect([byToken, byLink].map(({ secret }) => credentials.sessions.held(secret)?.account.id)).toEqual([id, id]);
  store.close();
  eraseUser({ dataFolder: folder, name: "ada", really: true, now: clock.now });

  const again = openStore(folder, clock);
  onTestFinished(() => again.close());
  const { tokens, sessions, identities, redeemForToken } = again.credentials;
  expect([byToken, byLink].map(({ secret }) => sessions.held(secret))).toEqual([undefined, undefined]);
  expect(tokens.held(token)).toBeUndefined();
  expect(identities.account(subject)).toBeUndefined();
  expect(() => redeemForToken(invitation?.secret ?? "", {})).toThrow("it must be an invitation, got none");
});
