import { expect, test } from "vitest";
import { shorten } from "./shorten.ts";

test("a text as long as anybody reads stays, and of a longer one it is said how much more there was", () => {
  expect(shorten("expected 1 to be 2")).toBe("expected 1 to be 2");
  expect(shorten("x".repeat(5_000_000))).toBe(`${"x".repeat(4_000)} … and 4996000 more characters`);
});
