import { describe, expect, test } from "vitest";
import { EarlyStopping } from "../src/index.ts";

describe("EarlyStopping", () => {
  test("patience 2 on 5, 4, 6, 4: the last two are not below 4, so stop", () => {
    const stopping = new EarlyStopping({ patience: 2 });
    expect([5, 4, 6, 4].map((value) => stopping.step(value))).toEqual([false, false, false, true]);
    expect(stopping.best).toBe(4);
  });

  test("patience 2 on 5, 6, 4, 6, 7: the 4 starts the count again", () => {
    const stopping = new EarlyStopping({ patience: 2 });
    expect([5, 6, 4, 6, 7].map((value) => stopping.step(value))).toEqual([false, false, false, false, true]);
  });

  test("minDelta 1 on 5, 4.5, 3.5: 4.5 is not below 5 − 1, but 3.5 is", () => {
    const stopping = new EarlyStopping({ patience: 2, minDelta: 1 });
    expect([5, 4.5, 3.5].map((value) => stopping.step(value))).toEqual([false, false, false]);
    expect(stopping.best).toBe(3.5);
  });
});
