// Lane: process

import { expect, test } from "vitest";
import { attackGrader, hurried, outcomes } from "./slots.ts";

const grade = attackGrader();
const patience = 120_000;

test(
  "three endless loops cost their own tests, and none of the others",
  async () => {
    const loop = "() => { for (;;); }";
    const report = await grade({ 1: loop, 4: loop, 8: loop }, "", hurried);
    expect(report.score).toBe(70);
    const seen = outcomes(report);
    for (const slot of [1, 4, 8]) {
      expect(seen[slot]).toMatch(/^timeout: The code ran longer than 0.4 s and was stopped at src\/index.ts:\d+$/);
    }
  },
  patience,
);

test(
  "a loop that many tests run into costs its limit once, and then an eighth; each test says where it is",
  async () => {
    const spinning = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((slot) => [slot, "() => spin()"]));
    const report = await grade(spinning, "function spin() {\n  for (;;);\n}", hurried);
    expect(report.score).toBe(20);
    expect(outcomes(report).slice(1, 9)).toEqual([
      "timeout: The code ran longer than 0.4 s and was stopped at src/index.ts:2",
      ...Array(7).fill("timeout: Stopped after 0.05 s: `spin` in src/index.ts ran out of time in an earlier test too"),
    ]);
  },
  patience,
);

test(
  "a loop that calls another function over and over is told at its own line, at import too",
  async () => {
    const step = "function step() {\n  let sum = 0;\n  for (let i = 0; i < 1e5; i++) sum += i;\n  return sum;\n}\n";
    const train = "function train() {\n  while (step() >= 0);\n}\n";
    const inTest = await grade({ 3: "() => train()" }, step + train, hurried);
    expect(outcomes(inTest)[3]).toBe("timeout: The code ran longer than 0.4 s and was stopped at src/index.ts:7");
    const atImport = await grade({}, `${step}${train}train();`, hurried);
    // Its line is 7, whether it is told beside the message or in it.
    expect(JSON.stringify(atImport.loadProblems)).toMatch(/:7\b/);
    expect(atImport.score).toBe(0);
  },
  patience,
);
