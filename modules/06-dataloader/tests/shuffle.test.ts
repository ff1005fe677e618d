import { Generator } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { shuffle } from "../src/index.ts";

describe("shuffle", () => {
  test("shuffle(5) has each of 0, 1, 2, 3, 4 once", () => {
    const order = shuffle(5, new Generator(1));
    expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  });

  test("of none there is the empty order, and of one [0]", () => {
    expect([shuffle(0, new Generator(1)), shuffle(1, new Generator(1))]).toEqual([[], [0]]);
  });

  test("the same seed gives the same order, the next call another one", () => {
    const generator = new Generator(7);
    const [first, second] = [shuffle(20, generator), shuffle(20, generator)];
    expect(shuffle(20, new Generator(7))).toEqual(first);
    expect(second).not.toEqual(first);
  });

  test("each of the 6 orders of 3 comes about 1000 times in 6000: between 800 and 1200", () => {
    const generator = new Generator(3);
    const counts = new Map<string, number>();
    for (let round = 0; round < 6000; round += 1) {
      const order = shuffle(3, generator).join(" ");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(["0 1 2", "0 2 1", "1 0 2", "1 2 0", "2 0 1", "2 1 0"]);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(200);
  });
});
