import { expect, test } from "vitest";
import { besideOf, firstApart, sayBeside } from "./beside.ts";
import type { Runner } from "./lab-choice.ts";
import type { RecordedRun } from "./recorded-runs.ts";

const run: RecordedRun = { rule: "adam", rate: 0.1, schedule: "constant", steps: 2, path: [0, 0, 1, 1, 2, 3] };
const cosine: RecordedRun = { ...run, rate: 0.2, schedule: "cosine" };
const adam: Runner = { rule: "adam", rate: 0.1, schedule: "constant" };
const beside = (runner: Partial<Runner>, steps = 2) => besideOf({ ...adam, ...runner }, { steps }, [run, cosine]);

test("a recording stands beside the same rule, rate and schedule, a student's too, for as many steps as it has", () => {
  const recorded = { type: "recorded", points: [[0, 0], [1, 1], [2, 3]] }; // biome-ignore format: a path
  expect(beside({})).toEqual(recorded);
  expect(beside({ rule: "own.adam" })).toEqual(recorded);
  expect(beside({}, 1)).toEqual({ type: "recorded", points: recorded.points.slice(0, 2) });
  expect(beside({ rate: 0.2, schedule: "cosine" })).toEqual(recorded);
});

test.each([
  [{ rule: "lion" }, 2, "PyTorch has no Lion"],
  [{ rule: "nadam" }, 2, /^the PyTorch that was recorded, 1\.13, has a mistake/],
  [{ rule: "own.Lookahead" }, 2, "PyTorch has nothing of its name"],
  [{ rate: 0.3 }, 2, "PyTorch's was recorded at a rate of 0.1, constant and at a rate of 0.2, cosine to 0"],
  [{}, 3, "PyTorch's was recorded for 2 steps"],
  [{ rate: 0.2, schedule: "cosine" }, 1, /, and this schedule goes by their number$/],
] as const)("where none is, it says why: %j, %d steps", (runner, steps, why) => {
  const found = beside(runner, steps);
  expect(found).toMatchObject({ type: "none", why: typeof why === "string" ? why : expect.stringMatching(why) });
});

test("how far ours is from it is said, and where the two first part", () => {
  const map = { x: [0, 4], y: [0, 4] } as const;
  const say = (points: readonly (readonly [number, number])[], lostAt: number | null = null) =>
    sayBeside({ points, losses: [], lostAt }, beside({}), map);
  const [start, one, end] = [[0, 0], [1, 1], [2, 3]] as const; // biome-ignore format: a path
  expect(say([start, one, end])).toBe("ends where PyTorch's ends, to within 1e-12.");
  expect(say([start, one, [2, 3 + 4e-8]])).toBe("ends where PyTorch's ends, to within 4e-8.");
  expect(say([start, [1, 1.1], [2, 3.25]])).toBe(
    "elsewhere than PyTorch's from step 1 on, and 0.25 from it at the end.",
  );
  expect(say([start, one], 2)).toBe("elsewhere than PyTorch's from step 2 on, and lost at step 2.");
  expect(firstApart({ points: [start, one, [2, 3.25]] }, beside({}), map)).toBe(2);
  expect(firstApart({ points: [start, one, end] }, beside({}), map)).toBeNull();
  expect(firstApart({ points: [] }, beside({ rule: "lion" }), map)).toBeNull();
  expect(say([start, one, end, end])).toBe("goes on where PyTorch's was lost, after step 2.");
});
