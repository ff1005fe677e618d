import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import { openTestStore } from "../../testing/open-test-store.ts";
import { submissionOverhead } from "./submitted-files.ts";

const hour = 3_600_000;

async function setUp(environment: Record<string, string>) {
  const service = await openTestApp(environment);
  const { module, files } = service;
  const [path = ""] = Object.keys(files);
  const hand = (account: ReturnType<typeof service.account>, text = "", idempotencyKey?: string) =>
    account.send({
      method: "POST",
      url: "/v1/submissions",
      payload: { module, files: { ...files, [path]: text }, idempotencyKey },
    });
  return { ...service, hand };
}

test("beyond its submissions of a day an account is refused, told when the next is taken, and is taken then", async () => {
  const { account, hand, clock, rows } = await setUp({ TINYTORCH_SUBMISSIONS_PER_DAY: "2" });
  const [student, other] = [account("studentA", "student"), account("studentB", "student")];
  expect((await hand(student)).statusCode).toBe(202);
  clock.time += 10 * hour;
  expect((await hand(student, "", "again")).statusCode).toBe(202);
  const refused = await hand(student);
  expect(refused.statusCode).toBe(429);
  expect(refused.json().error).toMatchObject({ code: "daily-cap", field: "module" });
  expect(refused.json().error.message).toMatch(
    /^2 submissions of a module are taken within 24 hours; the next one is taken from 2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d UTC on\.$/,
  );
  const wait = Number(refused.headers["retry-after"]);
  expect(wait).toBeGreaterThan(13.9 * 3_600);
  expect(wait).toBeLessThanOrEqual(14 * 3_600);
  // A retry of what was accepted gets its receipt, others hand in, and nothing was stored of what was refused.
  expect((await hand(student, "", "again")).statusCode).toBe(202);
  expect((await hand(other)).statusCode).toBe(202);
  expect(rows("submissions")).toBe(3);
  clock.time += wait * 1_000;
  expect((await hand(student)).statusCode).toBe(202);
});

test("each module has a day of its own, and a clock that was set back bars nobody", () => {
  const { store, instructor, clock } = openTestStore();
  const allowance = { perDay: 1, bytes: null };
  const hand = (module: string) => () =>
    store.submissions.accept(instructor, { module, files: { "src/index.ts": "" } }, { allowance });
  expect(hand("01-echo")).not.toThrow();
  expect(hand("02-echo")).not.toThrow();
  expect(hand("01-echo")).toThrow(expect.objectContaining({ code: "daily-cap", retryAfter: 86_400 }));
  clock.setAhead = -hour;
  expect(hand("01-echo")).not.toThrow();
});

test("what is known not to load is none of the day's, by the check of the receipt or by the run, and takes its part of the quota", () => {
  const { store, instructor, take, finish, read } = openTestStore();
  const allowance = { perDay: 2, bytes: null };
  const hand = () =>
    store.submissions.accept(instructor, { module: "01-echo", files: { "src/index.ts": "" } }, { allowance }).id;
  const problem = { file: "src/index.ts", line: 1, column: 1, message: "it ends too early" };
  store.submissions.recordCheck(hand(), [problem]);
  const loading = hand();
  hand();
  expect(hand).toThrow(expect.objectContaining({ code: "daily-cap" }));
  for (const lease of [take(), take(), take()]) {
    finish(lease, 0, { console: "", ...(lease.submissionId === loading ? {} : { loadProblems: [problem] }) });
  }
  expect(hand).not.toThrow();
  expect(hand).toThrow(expect.objectContaining({ code: "daily-cap" }));
  expect(read("SELECT stored_bytes AS bytes FROM users")).toEqual([{ bytes: 4 * submissionOverhead }]);
});

test("of those that do not load and earn nothing ten are taken for each of the day's", () => {
  const { store, instructor, take, finish } = openTestStore();
  const allowance = { perDay: 1, bytes: null };
  const hand = () =>
    store.submissions.accept(instructor, { module: "01-echo", files: { "src/index.ts": "" } }, { allowance }).id;
  const loadProblems = [{ file: "src/index.ts", line: 1, column: 1, message: "it ends too early" }];
  for (let slip = 0; slip < 10; slip += 1) {
    expect(hand).not.toThrow();
    finish(take(), 0, { console: "", loadProblems });
  }
  expect(hand).toThrow(expect.objectContaining({ code: "daily-cap" }));
});

test("two that earned points beside a file that does not load are all of a day of two", () => {
  const { store, instructor, take, finish } = openTestStore();
  const allowance = { perDay: 2, bytes: null };
  const hand = () =>
    store.submissions.accept(instructor, { module: "01-echo", files: { "src/index.ts": "" } }, { allowance }).id;
  const loadProblems = [{ file: "src/junk.ts", line: 1, column: 1, message: "it ends too early" }];
  for (const score of [60, 100]) {
    hand();
    finish(take(), score, { console: "", loadProblems });
  }
  expect(hand).toThrow(expect.objectContaining({ code: "daily-cap" }));
});

test("what would go beyond an account's quota is refused with the two sums, and what it has already is no more", async () => {
  const { account, hand } = await setUp({ TINYTORCH_QUOTA_MEGABYTES: "1", TINYTORCH_SUBMISSIONS_PER_MINUTE: "1000" });
  const student = account("studentA", "student");
  const big = (letter: string) => letter.repeat(120_000);
  for (const letter of "abcdef") expect((await hand(student, big(letter))).statusCode).toBe(202);
  for (let count = 0; count < 6; count += 1) expect((await hand(student, big("a"))).statusCode).toBe(202);
  const refused = await hand(student, big("g"));
  expect(refused.statusCode).toBe(413);
  expect(refused.json().error).toMatchObject({ code: "quota", field: "files" });
  expect(refused.json().error.message).toMatch(/^This account may keep 1 MiB here and has 0\.\d+ MiB, .* an operator /);
  expect((await hand(student, big("a"))).statusCode).toBe(202);
  expect((await hand(account("studentB", "student"), big("g"))).statusCode).toBe(202);
});

test("instructors are bound by neither", async () => {
  const { account, hand } = await setUp({ TINYTORCH_SUBMISSIONS_PER_DAY: "1", TINYTORCH_QUOTA_MEGABYTES: "1" });
  const teacher = account("teacher", "instructor");
  for (const letter of "abcdefghijkl") expect((await hand(teacher, letter.repeat(120_000))).statusCode).toBe(202);
});
