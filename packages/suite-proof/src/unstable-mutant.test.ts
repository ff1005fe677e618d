import { expect, test } from "vitest";
import { unstableMutant } from "./unstable-mutant.ts";

const mutant = { id: "temperature.unstable", score: 60, failed: [], caught: false, missedAt: [] };

test("a mutant that some seeds alone catch is told with those that do not", () => {
  expect(unstableMutant({ ...mutant, missedAt: [3] }, 3)).toBe("caught at some seeds only, not at 3");
  expect(unstableMutant({ ...mutant, missedAt: [1, 3, 5] }, 6)).toBe("caught at some seeds only, not at 1, 3 and 5");
});

test("a mutant that another test catches at each seed is told so", () => {
  expect(unstableMutant(mutant, 2)).toBe("caught at every seed, but by no test at all of them");
});

test("a mutant that is caught whatever the seed, or never, is not unstable", () => {
  expect(unstableMutant({ ...mutant, caught: true }, 2)).toBeNull();
  expect(unstableMutant({ ...mutant, missedAt: [1, 2] }, 2)).toBeNull();
});
