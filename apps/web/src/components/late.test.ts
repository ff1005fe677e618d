import { expect, test } from "vitest";
import { sayLate } from "./late.ts";

test("how late work is, and what that costs where it costs something", () => {
  expect(sayLate({ days: 1, percentOff: 10 })).toBe("1 day late: −10 %");
  expect(sayLate({ days: 2, percentOff: 20 })).toBe("2 days late: −20 %");
  expect(sayLate({ days: 3, percentOff: 0 })).toBe("3 days late");
});
