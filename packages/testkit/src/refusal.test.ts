import { expect, test } from "vitest";
import { refusal } from "./refusal.ts";

test("a RangeError is quoted, nothing is accepted in its place, and another error goes on", () => {
  const failing = (error: Error) => () => {
    throw error;
  };
  expect(refusal(failing(new RangeError("SGD: learningRate must be >= 0, got -1")))).toContain("got -1");
  expect(refusal(() => 1)).toBe("accepted");
  expect(() => refusal(failing(new TypeError("a slip")))).toThrow("a slip");
});
