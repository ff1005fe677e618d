import { expect, test } from "vitest";
import { openStore } from "../../store.ts";
import { openTestStore } from "../../testing/open-test-store.ts";
import { backOff, deliveryAttempts, longestPauseMilliseconds } from "./back-off.ts";

const day = 24 * 60 * 60_000;

function withHook() {
  const test = openTestStore();
  const { id } = test.store.webhooks.add(test.instructor, "https://example.edu/hook");
  const next = () => test.store.deliveries.next(id);
  const mustBe = () => next() ?? expect.fail("something must be due");
  return { ...test, hook: id, next, mustBe };
}

test("pauses grow, none is longer than the longest, and after the last attempt there is none", () => {
  const pauses = Array.from({ length: deliveryAttempts - 1 }, (_, index) => backOff(index + 1) ?? 0);
  expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
  expect(Math.max(...pauses)).toBe(longestPauseMilliseconds);
  expect(backOff(deliveryAttempts)).toBeNull();
});

test("while one of a person's waits for its next attempt, those behind it wait, and another person's go on", () => {
  const { store, submit, mustBe, next, clock } = withHook();
  submit("studentA");
  submit("studentA");
  submit("studentB");
  const first = mustBe();
  store.deliveries.failed(first.id, "status 500");
  expect(mustBe().event.userName).toBe("studentB");
  store.deliveries.sent(mustBe().id);
  expect(next()).toBeUndefined();
  clock.time += 10_000;
  expect(mustBe().id).toBe(first.id);
});

test("attempts and pauses are kept by the database, also for a process whose clock is behind", () => {
  const { store, folder, submit, mustBe, clock, hook } = withHook();
  submit("studentA");
  store.deliveries.failed(mustBe().id, "status 500");
  store.close();
  const again = openStore(folder, clock);
  expect(again.deliveries.next(hook)).toBeUndefined();
  clock.time += 10_000;
  expect(again.deliveries.next(hook)).toMatchObject({ attempts: 1 });
  clock.time -= 10 * day;
  expect(again.deliveries.next(hook)).toMatchObject({ attempts: 1 });
  again.close();
});

test("people take turns, so that one with many waiting delays nobody", () => {
  const { store, submit, mustBe } = withHook();
  for (let count = 0; count < 5; count += 1) submit("studentA");
  for (const name of ["studentB", "studentC", "studentB"]) submit(name);
  const told: string[] = [];
  for (let count = 0; count < 8; count += 1) {
    const { id, event } = mustBe();
    told.push(event.userName.slice(-1));
    store.deliveries.sent(id);
  }
  expect(told.join("")).toBe("ABCABAAA");
});

test("a webhook of who was dropped, or teaches no more, is paused and told nothing until they are back", () => {
  const { store, submit, next, instructor, hook } = withHook();
  store.users.create("test", "admin", "admin");
  submit("studentA");
  const isPaused = () => store.webhooks.list().map(({ paused, createdByName }) => [createdByName, paused]);
  expect(isPaused()).toEqual([["teacher", false]]);
  for (const [away, back] of [
    [{ dropped: true }, { dropped: false }],
    [{ role: "student" }, { role: "instructor" }],
  ] as const) {
    store.people.change("test", instructor, away);
    expect(isPaused()).toEqual([["teacher", true]]);
    expect(next()).toBeUndefined();
    expect(store.deliveries.channels()).toEqual([]);
    submit("studentB");
    store.people.change("test", instructor, back);
    expect(isPaused()).toEqual([["teacher", false]]);
    expect(store.deliveries.channels()).toEqual([hook]);
  }
  expect(store.webhooks.list()).toMatchObject([{ waiting: 1 }]);
});

test("there may be fifty webhooks", () => {
  const { store, instructor } = openTestStore();
  const add = () => store.webhooks.add(instructor, "https://example.edu/hook");
  for (let count = 0; count < 50; count += 1) add();
  expect(add).toThrow("There are 50 webhooks, as many as there may be: remove one first.");
  expect(store.webhooks.list()).toHaveLength(50);
  store.webhooks.remove(instructor, store.webhooks.list()[0]?.id ?? "");
  add();
});

test("one that is dead holds up nobody", () => {
  const { store, submit, mustBe, clock } = withHook();
  submit("studentA");
  submit("studentA");
  const first = mustBe();
  for (let attempt = 0; attempt < deliveryAttempts; attempt += 1) store.deliveries.failed(first.id, "status 500");
  clock.time += day;
  expect(mustBe().id).not.toBe(first.id);
  expect(store.deliveries.load()).toEqual([{ channel: "webhook", waiting: 1, dead: 1, oldestSeconds: day / 1000 }]);
});

test("what was told is forgotten after thirty days, and what was not stays", () => {
  const { store, submit, mustBe, clock, read } = withHook();
  submit("studentA");
  store.deliveries.sent(mustBe().id);
  submit("studentB");
  clock.time += 29 * day;
  store.deliveries.forget();
  expect(read("SELECT count(*) AS n FROM events")).toEqual([{ n: 2 }]);
  clock.time += 2 * day;
  store.deliveries.forget();
  expect(read("SELECT u.name FROM events e JOIN users u ON u.id = e.user_id")).toEqual([{ name: "studentB" }]);
});

test("what stands behind others that are not taken is given up after two days, and forgotten after thirty: nothing grows without end", () => {
  const { store, submit, mustBe, clock } = withHook();
  for (let count = 0; count < 20; count += 1) submit("studentA");
  store.deliveries.failed(mustBe().id, "status 500");
  clock.time += 2 * day + 1;
  submit("studentA");
  store.deliveries.forget();
  // The one that was tried goes by its own pauses.
  expect(store.deliveries.dead()).toHaveLength(19);
  expect(store.deliveries.load()).toMatchObject([{ waiting: 2, dead: 19 }]);
  for (let count = 0; count < 2; count += 1) store.deliveries.sent(mustBe().id);
  clock.time += 30 * day + 1;
  store.deliveries.forget();
  expect(store.deliveries.load()).toEqual([]);
});
