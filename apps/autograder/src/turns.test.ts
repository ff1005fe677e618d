import { expect, test } from "vitest";
import { inTurns } from "./turns.ts";

test("what comes at once is handed on in order, few at a time, and the event loop turns often between", async () => {
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const seen: { readonly items: readonly number[]; readonly turn: number }[] = [];
  await new Promise<void>((resolve) => {
    const add = inTurns<number>(2, (items) => {
      seen.push({ items, turn: turns });
      if (items.includes(4)) resolve();
    });
    for (const item of [0, 1, 2, 3, 4]) add(item);
  });
  isOver = true;
  expect(seen.map(({ items }) => items)).toEqual([[0, 1], [2, 3], [4]]);
  const [first, second, third] = seen.map(({ turn }) => turn);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(10);
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThan(10);
});

test("what comes after a pause is handed on at once again", async () => {
  const seen: string[] = [];
  const add = inTurns<string>(2, (items) => seen.push(...items));
  add("first");
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
  expect(seen).toEqual(["first"]);
  add("second");
  await new Promise(setImmediate);
  expect(seen).toEqual(["first", "second"]);
});
