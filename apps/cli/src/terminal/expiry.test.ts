import { expect, test } from "vitest";
import { readExpiry } from "./expiry.ts";

test("days are counted from now, and a day is over when the next one begins here", () => {
  const before = Date.now();
  const passed = Date.parse(readExpiry("30d")) - before;
  expect(passed).toBeGreaterThanOrEqual(30 * 24 * 3_600_000);
  expect(Date.parse(readExpiry("30d"))).toBeLessThanOrEqual(Date.now() + 30 * 24 * 3_600_000);
  expect(readExpiry("2027-01-31")).toBe(new Date(2027, 1, 1).toISOString());
  expect(readExpiry("2028-02-29")).toBe(new Date(2028, 2, 1).toISOString());
});

test.each(["", "0d", "3651d", "30", "d", "1.5d", "2027-02-29", "2027-13-01", "31.1.2027", "tomorrow"])(
  "%j is no time at which anything expires",
  (text) => {
    expect(() => readExpiry(text)).toThrow("such as 30d, or a day such as 2027-01-31");
  },
);
