import { describe, expect, test } from "vitest";
import { enableGrad, isGradEnabled, noGrad } from "./mode.ts";

describe("noGrad and enableGrad", () => {
  test("each returns its function's result and restores the mode, however they are nested", () => {
    const seen = noGrad(() => [isGradEnabled(), enableGrad(isGradEnabled), isGradEnabled()]);
    expect(seen).toEqual([false, true, false]);
    expect(isGradEnabled()).toBe(true);
  });

  test.each([
    ["noGrad", noGrad],
    ["enableGrad", enableGrad],
  ])("%s refuses an asynchronous function, which would go on in another mode", (name, run) => {
    expect(() => run(async () => Promise.reject(new Error("later")))).toThrow(
      new TypeError(`${name}: the function must not be asynchronous, got a promise; it would go on in another mode`),
    );
    expect(isGradEnabled()).toBe(true);
  });

  test("the mode is restored when the function throws", () => {
    expect(() =>
      noGrad(() => {
        throw new Error("stop");
      }),
    ).toThrow("stop");
    expect(isGradEnabled()).toBe(true);
  });
});
