import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import { statementsOf } from "../../testing/statements-of.ts";

const atOnce = 16;

async function setUp() {
  const service = await openTestApp();
  const { account, module, files } = service;
  const students = Array.from({ length: atOnce }, (_, index) => account(`student${index}`, "student"));
  const handIn = () =>
    Promise.all(
      students.map(({ send }) => send({ method: "POST", url: "/v1/submissions", payload: { module, files } })),
    );
  return { ...service, handIn };
}

test("work that comes at once is taken in a few at a time: whoever else asks is answered between", async () => {
  const { store, handIn } = await setUp();
  const counts: number[] = [];
  const look = () => counts.push(store.submissions.list({ userId: undefined, limit: 100 }).length);
  let isOver = false;
  const watch = () => {
    if (isOver) return;
    look();
    setImmediate(watch);
  };
  setImmediate(watch);
  await handIn();
  isOver = true;
  look();
  expect(counts.at(-1)).toBe(atOnce);
  const steps = counts.slice(1).map((count, index) => count - (counts[index] ?? 0));
  expect(Math.max(...steps)).toBeLessThanOrEqual(4);
});

test("work that comes at once waits for the disk together, and each has its receipt", async () => {
  const { handIn, rows } = await setUp();
  const run = await statementsOf(async () => {
    for (const { statusCode } of await handIn()) expect(statusCode).toBe(202);
  });
  expect(rows("submissions")).toBe(atOnce);
  expect(run.filter((sql) => sql === "BEGIN IMMEDIATE").length).toBeLessThanOrEqual(atOnce / 2);
});

test("their bodies are read a few at a time too: the first are stored before the last is looked at", async () => {
  const { account, handIn, rows } = await setUp();
  const all = handIn();
  const last = account("last", "student");
  const headers = { "content-type": "application/json" };
  const refused = await last.send({ method: "POST", url: "/v1/submissions", headers, payload: "{" });
  expect(refused.statusCode).toBe(400);
  expect(rows("submissions")).toBeGreaterThanOrEqual(4);
  await all;
});
