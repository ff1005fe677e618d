import { expect, test } from "vitest";
import { testClock } from "../testing/test-clock.ts";
import { rateWindows } from "./rate-windows.ts";

const minute = 60_000;

function setUp() {
  const clock = testClock();
  const store = new (rateWindows(clock.steady))({});
  const count = (key: string) => {
    let told = { current: 0, ttl: 0 };
    const take = (_: Error | null, result = told) => {
      told = result;
    };
    store.incr(key, take, minute, 10);
    return told;
  };
  return { clock, count };
}

test("a window begins with a key's first request and ends a minute later, each key for itself", () => {
  const { clock, count } = setUp();
  expect(count("a")).toEqual({ current: 1, ttl: minute });
  clock.time += 10_000;
  expect(count("a")).toEqual({ current: 2, ttl: 50_000 });
  expect(count("b")).toEqual({ current: 1, ttl: minute });
  clock.time += 50_000;
  expect(count("a")).toEqual({ current: 1, ttl: minute });
  expect(count("b")).toEqual({ current: 2, ttl: 10_000 });
});

test("of more keys than there is room for the oldest windows go", () => {
  const { count } = setUp();
  count("first");
  count("second");
  for (let key = 0; key < 10_000; key += 1) count(String(key));
  expect(count("9999").current).toBe(2);
  expect(count("first").current).toBe(1);
});

test("with all the room taken, a key that is counted already makes none, and keeps its count", () => {
  const { count } = setUp();
  count("first");
  for (let key = 1; key < 10_000; key += 1) count(String(key));
  expect(count("first").current).toBe(2);
  expect(count("9999").current).toBe(2);
  expect(count("first").current).toBe(3);
  count("one more");
  expect(count("first").current).toBe(1);
});
