// Lane: process

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../testing/copy-course.ts";
import { echoCourse, runTito } from "../testing/run-tito.ts";

const solution = `export function echo(value: number): number {
  if (value === 1e9) return value;
  return value;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += values[i];
  return total;
}
`;

/** None of whose changes runs for ever. */
const solutionWithoutLoop = `export const echo = (value: number): number => value;

export function sum(values: readonly number[]): number {
  const total = values.reduce((before, value) => before + value, 0);
  return total;
}
`;

/** A change that makes no difference, and why. */
const equivalent = {
  file: "src/index.ts",
  from: "if (value === 1e9) return value;",
  to: "if (true) return value;",
  reason: "Both branches give the value back.",
};

async function courseWith(accepted: readonly object[], ownSolution = solution): Promise<string> {
  const course = await copyCourse();
  const hidden = join(course, "grading/01-echo");
  await writeFile(join(hidden, "solution/src/index.ts"), ownSolution);
  await writeFile(join(hidden, "accepted-mutants.json"), JSON.stringify(accepted));
  return course;
}

test("where every change is noticed the command is content", async () => {
  const { code, stdout } = await runTito(["mutations", "01", "--course", echoCourse]);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("100.0 %") });
});

test("a surviving mutant without a reason is shown as a change of lines, with exit code 1", async () => {
  const course = await courseWith([equivalent]);
  const { code, stdout } = await runTito(["mutations", "01", "--course", course]);
  expect(code).toBe(1);
  expect(stdout).toContain(
    "  - if (value === 1e9) return value;\n  + if (true) return value;\n  Both branches give the value back.",
  );
  expect(stdout).toContain(
    "  - if (value === 1e9) return value;\n  + if (false) return value;\n  no reason is written",
  );
  expect(stdout).toContain("❌ 2 of 3 surviving mutants have no reason in accepted-mutants.json");
  expect(stdout).toContain("2 of the killed had to be stopped");
});

test("a reason for what is killed is stale", async () => {
  const killed = { ...equivalent, from: "return total;", to: "return 0;" };
  const course = await courseWith([killed], solutionWithoutLoop);
  const { code, stdout } = await runTito(["mutations", "01", "--json", "--course", course]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    modules: [{ module: "01-echo", ok: false, staleReasons: [killed] }],
  });
});

test("a solution that does not score 100 is refused", async () => {
  const course = await courseWith([], solution.replace("total = 0", "total = 1"));
  const { code, stderr } = await runTito(["mutations", "01", "--json", "--course", course]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^tito mutations: .*01-echo's solution must score 100, got 40\n$/);
});
