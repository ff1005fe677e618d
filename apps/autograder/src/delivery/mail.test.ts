// Lane: process

import { sampleReport } from "@tinytorch/course/testing";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { systemClock } from "../clock.ts";
import { openDatabase } from "../database/open-database.ts";
import { noDetail } from "../features/exceptions/store.ts";
import { deliveryAttempts } from "../features/outbox/back-off.ts";
import { openOutbox } from "../features/outbox/outbox.ts";
import { openStore, type Store } from "../store.ts";
import { mailServer } from "../testing/mail-server.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { testClock } from "../testing/test-clock.ts";
import { composeMail } from "./compose-mail.ts";
import { Courier } from "./courier.ts";
import { openMailer } from "./mailer.ts";

const day = 24 * 60 * 60_000;
const patience = { timeout: 15_000, interval: 20 };
function setUp(mail: string) {
  const clock = testClock(0, systemClock.steady);
  const folder = temporaryFolder();
  const store = openStore(folder, clock, 1, undefined, true);
  const { id } = store.users.create("test", "Zoë", "student");
  store.notifications.change(id, { address: "zoe@example.edu", on: [], off: [] });
  const courier = new Courier({
    ...{ store, clock, allowPrivate: false, everyMilliseconds: 10, log: pino({ level: "silent" }) },
    mailer: openMailer(mail, "grader@example.edu"),
  });
  onTestFinished(async () => {
    await courier.stop();
    store.close();
  });
  courier.start();
  return { clock, folder, store, id };
}

function submit(store: Store, id: string): string {
  return store.submissions.accept(id, { module: "01-echo", files: { "src/index.ts": "" } }).id;
}

function grade(store: Store, score: number): void {
  const lease = store.queue.lease("us");
  if (lease === undefined) throw new Error("the queue must have work");
  const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score });
  store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
}

test("a person is told of a grading and of a regrade in plain text, and of a receipt only when that was chosen", async () => {
  const { url, letters } = await mailServer();
  const { store, id } = setUp(url);
  submit(store, id);
  grade(store, 40);
  await vi.waitFor(() => expect(letters).toHaveLength(1), patience);
  expect(letters[0]).toMatchObject({ to: ["zoe@example.edu"] });
  expect(letters[0]?.head).toContain("Subject: Your work for 01-echo was graded.");
  expect(letters[0]?.head).toContain("Content-Type: text/plain; charset=utf-8");
  expect(letters[0]?.head.match(/^Subject: .*$/m)?.[0]).not.toMatch(/40|100/);
  expect(letters[0]?.text).toContain("Hello Zoë,");
  expect(letters[0]?.text).toContain("Your grade in it is 40 of 100:");

  const teacher = store.users.create("test", "teacher", "instructor").id;
  const { id: regradeId } = store.regrades.start(teacher, { module: "01-echo", which: "all" });
  grade(store, 60);
  store.regrades.apply(teacher, regradeId);
  await vi.waitFor(() => expect(letters).toHaveLength(2), patience);
  expect(letters[1]?.head).toContain("Subject: Your grade in 01-echo was changed.");
  expect(letters[1]?.text).toContain("60 of 100");

  store.notifications.change(id, { on: ["submission.received"], off: ["submission.graded"] });
  submit(store, id);
  grade(store, 60);
  await vi.waitFor(() => expect(letters).toHaveLength(3), patience);
  expect(letters[2]?.head).toContain("Subject: Your work for 01-echo was received.");
  expect(store.deliveries.channels()).toEqual([]);
});

test("who is excused is told so, and why", async () => {
  const { url, letters } = await mailServer();
  const { store, id } = setUp(url);
  const teacher = store.users.create("test", "teacher", "instructor").id;
  submit(store, id);
  grade(store, 40);
  await vi.waitFor(() => expect(letters).toHaveLength(1), patience);
  store.exceptions.add(teacher, { ...noDetail, kind: "excuse", userId: id, module: "01-echo", because: "illness" });
  await vi.waitFor(() => expect(letters).toHaveLength(2), patience);
  expect(letters[1]?.head).toContain("Subject: Your grade in 01-echo was changed.");
  expect(letters[1]?.text).toContain("You are excused in it, so it has no grade:");
  expect(letters[1]?.text).toContain("- Excused, which is no grade and no zero: illness.");
  expect(letters[1]?.text).not.toContain("null");
});

test("a question's answer is told", async () => {
  const { url, letters } = await mailServer();
  const { store, clock, folder, id } = setUp(url);
  store.close();
  const { database, close } = openDatabase(folder, clock.now);
  const answered = { kind: "question.answered", userId: id, module: "01-echo", subject: "question" } as const;
  database.transaction(() => openOutbox(database, { clock, mail: true })(answered))();
  close();
  const again = openStore(folder, clock, 1, undefined, true);
  const mailer = openMailer(url, "grader@example.edu");
  const courier = new Courier({
    ...{ store: again, clock, allowPrivate: false, everyMilliseconds: 10, log: pino({ level: "silent" }), mailer },
  });
  courier.start();
  await vi.waitFor(() => expect(letters).toHaveLength(1), patience);
  await courier.stop();
  again.close();
  expect(letters[0]?.head).toContain("Subject: Your question about 01-echo was answered.");
});

test("a letter that the server bounces is tried again and keeps its id; after the last attempt it is dead", async () => {
  const { url, letters } = await mailServer(1 + deliveryAttempts);
  const { store, clock, id } = setUp(url);
  submit(store, id);
  grade(store, 40);
  for (let attempt = 1; attempt <= deliveryAttempts; attempt += 1) {
    await vi.waitFor(() => expect(store.deliveries.channels()).toEqual([]), patience);
    if (attempt < deliveryAttempts) clock.time += day;
  }
  await vi.waitFor(() => expect(store.deliveries.dead()).toHaveLength(1), patience);
  const [letter] = store.deliveries.dead();
  expect(letter).toMatchObject({ webhookId: null, error: "the mail server said 550", attempts: deliveryAttempts });
  expect(letters).toEqual([]);
  store.deliveries.retry("test", letter?.id ?? -1);
  await vi.waitFor(() => expect(store.deliveries.channels()).toEqual([]), patience);
  clock.time += day;
  await vi.waitFor(() => expect(letters).toHaveLength(1), patience);
});

test("nobody's words begin a header or a line of their own", () => {
  const event = { id: "1", kind: "submission.graded", userId: "u", cause: null, subject: "s", at: 0 } as const;
  const evil = "x\r\nBcc: all@example.edu\r\n\r\nhello";
  const { subject, text } = composeMail(
    { id: 1, webhookId: null, attempts: 0, event: { ...event, module: evil, userName: evil } },
    null,
  );
  expect(subject).not.toMatch(/[\r\n]/);
  expect(text).not.toMatch(/^Bcc/m);
});
