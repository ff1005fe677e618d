// Lane: process

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sampleReport } from "@tinytorch/course/testing";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { systemClock } from "../clock.ts";
import { openDatabase } from "../database/open-database.ts";
import { deliveryAttempts } from "../features/outbox/back-off.ts";
import { openOutbox } from "../features/outbox/outbox.ts";
import { openStore, type Store } from "../store.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { testClock } from "../testing/test-clock.ts";
import { composeMail } from "./compose-mail.ts";
import { Courier } from "./courier.ts";
import { openMailer } from "./mailer.ts";

const day = 24 * 60 * 60_000;
const patience = { timeout: 15_000, interval: 20 };
const lineSchema = z.union([
  z.object({ port: z.number() }),
  z.object({ refused: z.string() }),
  z.object({ to: z.array(z.string()), letter: z.string() }),
]);

/** A mail server of its own, and the letters that it took. */
async function mailServer(refuse = 0) {
  const program = join(import.meta.dirname, "../testing/smtp-process.ts");
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, REFUSE: String(refuse) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(async () => {
    const ended = once(child, "exit");
    child.kill();
    await ended;
  });
  const letters: { to: readonly string[]; head: string; text: string }[] = [];
  const port = new Promise<number>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = lineSchema.parse(JSON.parse(line));
      if ("port" in said) resolve(said.port);
      if (!("letter" in said)) return;
      const [head = "", ...body] = said.letter.split("\r\n\r\n");
      letters.push({ to: said.to, head: head.replace(/\r\n[ \t]+/g, " "), text: decoded(body.join("\r\n\r\n")) });
    });
  });
  return { port: await port, letters };
}

/** Quoted-printable, undone. */
function decoded(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function setUp(port: number) {
  const clock = testClock(0, systemClock.steady);
  const folder = temporaryFolder();
  const store = openStore(folder, clock, 1, undefined, true);
  const { id } = store.users.create("test", "Zoë", "student");
  store.notifications.change(id, { address: "zoe@example.edu", on: [], off: [] });
  const courier = new Courier({
    ...{ store, clock, allowPrivate: false, everyMilliseconds: 10, log: pino({ level: "silent" }) },
    mailer: openMailer(`smtp://127.0.0.1:${port}`, "grader@example.edu"),
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
  const { port, letters } = await mailServer();
  const { store, id } = setUp(port);
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

test("a question's answer is told", async () => {
  const { port, letters } = await mailServer();
  const { store, clock, folder, id } = setUp(port);
  store.close();
  const { database, close } = openDatabase(folder, clock.now);
  const answered = { kind: "question.answered", userId: id, module: "01-echo", subject: "question" } as const;
  database.transaction(() => openOutbox(database, { clock, mail: true })(answered))();
  close();
  const again = openStore(folder, clock, 1, undefined, true);
  const mailer = openMailer(`smtp://127.0.0.1:${port}`, "grader@example.edu");
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
  const { port, letters } = await mailServer(1 + deliveryAttempts);
  const { store, clock, id } = setUp(port);
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
