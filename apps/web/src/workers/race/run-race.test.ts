import { describe, expect, test } from "vitest";
import { ruleNames, rules } from "../../features/lab/rules.ts";
import { surfaceNames, surfaces } from "../../features/lab/surfaces.ts";
import { runRace } from "./run-race.ts";

describe.each(surfaceNames)("%s", (surface) => {
  const { height, minima, start } = surfaces[surface];

  test("is the same for the library as for the map, at the start and downhill from it", () => {
    const [lane] = runRace({ surface, steps: 40, runners: [{ rule: "adam", rate: 0.05, schedule: "constant" }] });
    expect(lane?.points[0]).toEqual(start);
    lane?.points.forEach(([x, y], step) => {
      expect(lane.losses[step]).toBeCloseTo(height(x, y), 8);
    });
    expect(lane?.losses.at(-1)).toBeLessThan(height(...start));
  });

  test("has its minima where the map marks them", () => {
    for (const [x, y] of minima) {
      for (const [right, up] of [
        [0.05, 0],
        [-0.05, 0],
        [0, 0.05],
        [0, -0.05],
      ] as const) {
        expect(height(x + right, y + up)).toBeGreaterThan(height(x, y));
      }
    }
  });
});

test("every rule of the lab and every schedule goes down the bowl", () => {
  for (const schedule of ["constant", "step", "cosine", "exponential", "warmup"] as const) {
    const lanes = runRace({
      surface: "quadratic",
      steps: 100,
      runners: ruleNames.map((rule) => ({ rule, rate: rules[rule].rate, schedule })),
    });
    for (const { title, losses } of lanes) expect(losses.at(-1), title).toBeLessThan(losses[0] ?? 0);
  }
});

test("who leaves the map for good is said to be lost, and at which step", () => {
  const [lane] = runRace({
    surface: "rosenbrock",
    steps: 100,
    runners: [{ rule: "sgd", rate: 1, schedule: "constant" }],
  });
  expect(lane?.lostAt).toBeGreaterThan(0);
  expect(lane?.losses.every(Number.isFinite)).toBe(true);
});
