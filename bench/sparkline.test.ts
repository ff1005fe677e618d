import { expect, test } from "vitest";
import { sparkline } from "./sparkline.ts";

test("heights go from nothing to the most", () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7, 8], 20)).toBe("▁▁▂▃▄▅▆▇█");
  expect(sparkline([0, 0], 20)).toBe("▁▁");
  expect(sparkline([4, 8], 20, 16)).toBe("▂▄");
});

test("more values than columns: each column shows the largest of its own", () => {
  expect(sparkline([0, 8, 0, 0, 4, 0, 0, 0], 4)).toBe("█▁▄▁");
});
