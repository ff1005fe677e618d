import { expect, test } from "vitest";
import { viewCounted, viewLateness } from "./lateness.ts";

test("late work says by how much, what it costs and what counts", () => {
  expect(viewCounted("97 of 100", null)).toBe("97 of 100");
  const late = { days: 1, percentOff: 10 };
  expect(viewCounted("87.3", late)).toBe("87.3 (1 day late)");
  expect(viewLateness(late, 87.3)).toBe("Handed in 1 day late, 10 % of the points is taken off: 87.3 count.");
  expect(viewLateness(late, null)).toBe("Handed in 1 day late, 10 % of the points is taken off.");
  expect(viewLateness({ days: 3, percentOff: 0 }, 97)).toBe("Handed in 3 days late, no points are taken off.");
});
