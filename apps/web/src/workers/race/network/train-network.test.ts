import { expect, test } from "vitest";
import { sliceHeight } from "../../../features/lab/network-slice.ts";
import { spiralsNetwork } from "../../../features/lab/spirals-network.ts";
import { trainNetwork } from "./train-network.ts";

test("the lab's networks are what training gives from its seeds, and they have learnt the spirals", () => {
  const again = trainNetwork();
  for (const part of ["trained", "other", "untrained", "inputs"] as const) {
    expect(again[part]).toHaveLength(spiralsNetwork[part].length);
    for (const [at, value] of again[part].entries()) {
      expect(value, part).toBeCloseTo(spiralsNetwork[part][at] ?? Number.NaN, 3);
    }
  }
  expect(again.labels).toEqual(spiralsNetwork.labels);
  const height = sliceHeight(spiralsNetwork);
  expect(height(0, 1)).toBeGreaterThan(0.6);
  for (const [x, y] of spiralsNetwork.minima) expect(height(x, y)).toBeLessThan(0.1);
});
