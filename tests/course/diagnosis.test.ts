// Lane: process

import { join } from "node:path";
import { applyMistake, type Report } from "@tinytorch/course";
import { openCourse, requireModule } from "@tinytorch/course-files";
import { type Grader, startGrader } from "@tinytorch/grader";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const moduleId = "08-optimizers";
const module = requireModule(await openCourse(root), moduleId);
const solution = await module.solutionFiles();
const mistakes = await module.mistakes();

let grader: Grader;
beforeAll(async () => {
  grader = await startGrader({ root });
});
afterAll(() => grader.close());

const grade = (files: Readonly<Record<string, string>>, seed = 5): Promise<Report> =>
  grader.grade({ moduleId, files: { ...solution, ...files }, seed });

/** The solution with one text in place of another. */
function changed(file: string, find: string, replace: string): Readonly<Record<string, string>> {
  const text = solution[file] ?? "";
  expect(text).toContain(find);
  return { [file]: text.replace(find, replace) };
}

test("a part that is not written yet is no mistake", async () => {
  const starter = await module.starterFiles();
  const report = await grade({ "src/train.ts": starter["src/train.ts"] ?? "" });
  expect(report.tests.some(({ kind }) => kind === "todo")).toBe(true);
  expect(report.diagnosis).toBe(null);
});

test.each([
  ["a velocity that turns against itself", "src/sgd.ts", "before.mul(momentum)", "before.mul(-momentum)"],
  [
    "a first decay that comes too early, and those after it in time",
    "src/step-lr.ts",
    "if (this.lastEpoch === 0 || this.lastEpoch % this.stepSize !== 0) return;",
    `const due = this.lastEpoch > this.stepSize ? this.lastEpoch % this.stepSize : this.lastEpoch - this.stepSize + 1;
    if (this.lastEpoch === 0 || due !== 0) return;`,
  ],
  ["a step of another length", "src/sgd.ts", "direction.mul(learningRate)", "direction.mul(learningRate * 0.9)"],
])("%s, which nobody listed, is not taken for a mistake that fails the same tests", async (_, file, find, replace) => {
  const report = await grade(changed(file, find, replace));
  expect(report.score).toBeLessThan(100);
  expect(report.diagnosis).toBe(null);
});

test("a misspelled name is not taken for the use of what is withheld, which is told as that", async () => {
  const activations = requireModule(await openCourse(root), "02-activations");
  const files = await activations.solutionFiles();
  const diagnosisWith = async (call: string) => {
    const relu = files["src/relu.ts"]?.replace("x.maximum(0)", call) ?? "";
    expect(relu).toContain(call);
    const report = await grader.grade({
      moduleId: activations.manifest.id,
      files: { ...files, "src/relu.ts": relu },
      seed: 5,
    });
    expect(report.score).toBeLessThan(100);
    return report.diagnosis;
  };
  expect(await diagnosisWith("x.maximun(0)")).toBe(null);
  expect(await diagnosisWith("x.relu()")).toBe("calls the library's own relu, which is withheld: it is what you build");
});

/** One of each kind: alone, alike in what it fails with others, by what it throws, and with many failed tests. */
const sample = [
  "gradient-descent.uphill",
  "optimizer.zero-in-place-replaces",
  "sgd.momentum-ignored",
  "sgd.uphill",
  "sgd.stale-nesterov",
  "adam.epsilon-inside-root",
  "step-lr.one-early",
  "train.last-loss",
];

test.each(sample)("%s is told as itself", async (id) => {
  const mistake = mistakes.find((each) => each.id === id);
  if (mistake === undefined) throw new Error(`no mistake is called ${id}`);
  const report = await grade(applyMistake(solution, mistake));
  expect(report.diagnosis?.split(", or possibly ")).toContain(mistake.diagnosis);
});
