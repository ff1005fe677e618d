import { expect, test } from "vitest";
import { maxPointsSchema, pointsSchema } from "./points.ts";

test("every hundredth is one, whatever a double makes of it", () => {
  for (let hundredths = 1; hundredths <= 10_000_000; hundredths += 997) {
    const points = Number((hundredths / 100).toFixed(2));
    expect(maxPointsSchema.parse(points)).toBe(points);
  }
});

test("nothing is worth nothing, and nothing is finer, more or no number", () => {
  expect(pointsSchema.parse(0)).toBe(0);
  for (const points of [0, 0.001, 0.005, 99_999.999, 100_000.01, 1e303, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(maxPointsSchema.safeParse(points).success).toBe(false);
  }
});
