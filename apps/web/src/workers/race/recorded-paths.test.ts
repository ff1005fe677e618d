import { describe, expect, test } from "vitest";
import { readAddress } from "../../features/lab/lab-choice.ts";
import { notRecorded, pointsOf, recordedRuns } from "../../features/lab/recorded-runs.ts";
import { isRule, ruleNames, rules } from "../../features/lab/rules.ts";
import { surfaceNames, surfaces } from "../../features/lab/surfaces.ts";
import { runRace } from "./run-race.ts";

describe.each(surfaceNames)("%s", (surface) => {
  test("the library's optimizers are where PyTorch's were recorded, at every step", async () => {
    const { source, start, runs } = await recordedRuns(surface);
    expect(source).toMatch(/^torch \d/);
    expect(start).toEqual(surfaces[surface].start);
    for (const run of runs) {
      const { rule, rate, schedule, steps } = run;
      if (!isRule(rule)) throw new Error(`${rule} must be a rule of the lab`);
      const [lane] = runRace({ surface, steps, runners: [{ rule, rate, schedule }] });
      const points = pointsOf(run);
      expect(lane?.points, rule).toHaveLength(points.length);
      points.forEach(([x, y], step) => {
        const [ownX = Number.NaN, ownY = Number.NaN] = lane?.points[step] ?? [];
        const close = 1e-9 * Math.max(1, Math.abs(x), Math.abs(y));
        expect(Math.hypot(ownX - x, ownY - y), `${rule} after step ${step}`).toBeLessThan(close);
      });
    }
  });

  test("every rule of which nothing else is said was recorded at the rate that the lab offers", async () => {
    const { runs } = await recordedRuns(surface);
    for (const rule of ruleNames) {
      if (notRecorded[rule] !== undefined) continue;
      expect(runs).toContainEqual(expect.objectContaining({ rule, rate: rules[rule].rate, schedule: "constant" }));
    }
  });
});

test("what the lab shows to begin with was recorded", async () => {
  const { surface, steps, runners } = readAddress({});
  const { runs } = await recordedRuns(surface);
  for (const runner of runners) expect(runs).toContainEqual(expect.objectContaining({ ...runner, steps }));
});
