// Lane: process

import { createHmac } from "node:crypto";
import { webhookMessageSchema } from "@tinytorch/api";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { deliveryAttempts } from "../features/outbox/back-off.ts";
import { hookReceiver, type ReceivedMessage } from "../testing/hook-receiver.ts";
import { openTestStore, type TestStore } from "../testing/open-test-store.ts";
import { Courier } from "./courier.ts";

const day = 24 * 60 * 60_000;
const patience = { timeout: 15_000, interval: 20 };

function start({ store, clock }: TestStore, allowPrivate = true): Courier {
  const log = pino({ level: "silent" });
  const courier = new Courier({ store, log, clock, allowPrivate, mailer: undefined, everyMilliseconds: 10 });
  courier.start();
  onTestFinished(() => courier.stop());
  return courier;
}

const typesOf = (received: readonly ReceivedMessage[]) =>
  received.map(({ body }) => webhookMessageSchema.parse(JSON.parse(body)).type);

test("a message is signed over its time and its body, and tells the grade as it is now", async () => {
  const test = openTestStore();
  const { url, received } = await hookReceiver();
  const { secret } = test.store.webhooks.add(test.instructor, url);
  test.graded("studentA", 40);
  start(test);
  await vi.waitFor(() => expect(received).toHaveLength(3), patience);
  const [, , last] = received;
  if (last === undefined) throw new Error("three must have come");
  const message = webhookMessageSchema.parse(JSON.parse(last.body));
  expect(message).toMatchObject({
    type: "submission.graded",
    person: { name: "studentA" },
    grade: { points: 40, maxPoints: 100 },
  });
  expect(last.headers).toMatchObject({ "tinytorch-delivery": message.id, "tinytorch-event": "submission.graded" });
  const [, seconds = "", hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(last.headers["tinytorch-signature"])) ?? [];
  expect(Number(seconds)).toBe(Math.floor(test.clock.now() / 1000));
  expect(hex).toBe(createHmac("sha256", secret).update(`${seconds}.${last.body}`).digest("hex"));
});

test("one that is refused is tried again later with the same id, and one person's messages keep their order", async () => {
  const test = openTestStore();
  const { url, received } = await hookReceiver((_message, count) => (count === 1 ? 500 : 200));
  test.store.webhooks.add(test.instructor, url);
  test.graded("studentA", 40);
  start(test);
  await vi.waitFor(
    () => expect(test.read("SELECT attempts FROM deliveries WHERE id = 1")).toEqual([{ attempts: 1 }]),
    patience,
  );
  expect(received).toHaveLength(1);
  test.clock.time += day;
  await vi.waitFor(() => expect(received).toHaveLength(4), patience);
  expect(typesOf(received)).toEqual([
    "submission.received",
    "submission.received",
    "grade.changed",
    "submission.graded",
  ]);
  expect(received[0]?.headers["tinytorch-delivery"]).toBe(received[1]?.headers["tinytorch-delivery"]);
});

test("attempts are counted across restarts; after the last it is dead, and a hand tries it again", async () => {
  const test = openTestStore();
  let status = 503;
  const { url, received } = await hookReceiver(() => status);
  test.store.webhooks.add(test.instructor, url);
  test.submit("studentA");
  for (let attempt = 1; attempt <= deliveryAttempts; attempt += 1) {
    const courier = start(test);
    await vi.waitFor(
      () => expect(test.read("SELECT attempts FROM deliveries")).toEqual([{ attempts: attempt }]),
      patience,
    );
    await courier.stop();
    test.clock.time += day;
  }
  expect(received).toHaveLength(deliveryAttempts);
  const [letter] = test.store.deliveries.dead();
  expect(letter).toMatchObject({ attempts: deliveryAttempts, error: "status 503", userName: "studentA" });
  status = 200;
  test.store.deliveries.retry(test.instructor, letter?.id ?? -1);
  start(test);
  await vi.waitFor(() => expect(test.read("SELECT state FROM deliveries")).toEqual([{ state: "sent" }]), patience);
  expect(() => test.store.deliveries.retry(test.instructor, letter?.id ?? -1)).toThrow(
    expect.objectContaining({ code: "missing" }),
  );
});

test("a receiver that does not answer delays no other", async () => {
  const test = openTestStore();
  const slow = await hookReceiver(() => new Promise<number>(() => undefined));
  const quick = await hookReceiver();
  test.store.webhooks.add(test.instructor, slow.url);
  test.store.webhooks.add(test.instructor, quick.url);
  test.graded("studentA", 40);
  test.graded("studentB", 50);
  start(test);
  await vi.waitFor(() => expect(quick.received).toHaveLength(6), patience);
  expect(slow.received.length).toBeLessThanOrEqual(1);
});

test("a redirect is not followed", async () => {
  const test = openTestStore();
  const target = await hookReceiver();
  const { url, received } = await hookReceiver(() => 307, { location: target.url });
  test.store.webhooks.add(test.instructor, url);
  test.submit("studentA");
  start(test);
  await vi.waitFor(() => expect(received).toHaveLength(1), patience);
  await vi.waitFor(
    () =>
      expect(test.read("SELECT last_error AS e FROM deliveries")).toEqual([
        { e: "status 307: redirects are not followed" },
      ]),
    patience,
  );
  expect(target.received).toEqual([]);
});

test("a private address is not connected to unless that is allowed, and what was said back is nowhere", async () => {
  const test = openTestStore();
  const { url, received } = await hookReceiver(() => 500);
  test.store.webhooks.add(test.instructor, url.replace("http:", "https:").replace("127.0.0.1", "localhost"));
  test.submit("studentA");
  const errors = "SELECT last_error AS e FROM deliveries WHERE last_error IS NOT NULL";
  await (async () => {
    const courier = start(test, false);
    await vi.waitFor(() => expect(test.read(errors)).toHaveLength(1), patience);
    await courier.stop();
  })();
  expect(JSON.stringify(test.read(errors))).toContain("private network");
  expect(received).toEqual([]);
  expect(JSON.stringify(test.read("SELECT * FROM deliveries"))).not.toContain("what is said back");
});

test("a removed webhook is told nothing more", async () => {
  const test = openTestStore();
  const { url, received } = await hookReceiver();
  const { id } = test.store.webhooks.add(test.instructor, url);
  test.submit("studentA");
  test.store.webhooks.remove(test.instructor, id);
  expect(() => test.store.webhooks.remove(test.instructor, id)).toThrow(expect.objectContaining({ code: "missing" }));
  expect(test.store.deliveries.channels()).toEqual([]);
  expect(received).toEqual([]);
});
