import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import { openTurns } from "./turns.ts";

test("turns come in the order in which they were asked for, and the loop turns between them", async () => {
  const turn = openTurns();
  const seen: string[] = [];
  const taken = ["first", "second", "third"].map(async (name) => {
    await turn();
    seen.push(name);
    setImmediate(() => seen.push(`after the ${name}`));
  });
  await Promise.all(taken);
  await turn();
  expect(seen).toEqual(["first", "after the first", "second", "after the second", "third", "after the third"]);
});

test("work that comes at once is taken in one by one: whoever else waits has a turn between", async () => {
  const { account, module, files, store } = await openTestApp();
  const students = Array.from({ length: 8 }, (_, index) => account(`student${index}`, "student"));
  const everybody = { userId: undefined, limit: 100 };
  const counts: number[] = [];
  let watching = true;
  const look = () => counts.push(store.submissions.list(everybody).length);
  const watch = () => {
    look();
    if (watching) setImmediate(watch);
  };
  setImmediate(watch);
  const url = "/v1/submissions";
  await Promise.all(students.map(({ send }) => send({ method: "POST", url, payload: { module, files } })));
  watching = false;
  look();
  expect(counts.at(-1)).toBe(8);
  const steps = counts.slice(1).map((count, index) => count - (counts[index] ?? 0));
  expect(Math.max(...steps)).toBe(1);
});
