import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { single } from "../tolerances.ts";
import { type ClassProblem, type ClassResult, runClassLosses } from "./class-losses.ts";
import { drawProblem, expectedRows, expectedSlopes, manyProblems } from "./expected.ts";

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

function expectMeans(problems: readonly ClassProblem[], results: readonly ClassResult[]): void {
  expect(results.length).toBe(problems.length);
  for (const [index, problem] of problems.entries()) {
    const rows = expectedRows(problem);
    expect(results[index].byDefault).toBeAllClose(sumOf(rows) / rows.length, single);
    expect(results[index].mean).toBeAllClose(sumOf(rows) / rows.length, single);
    expect(results[index].after).toEqual([problem.logits, problem.classes]);
  }
}

hidden(
  "cross-entropy.values",
  {
    title: "crossEntropy: the mean surprise at the right classes",
    points: 3,
    visibility: "visible",
    hint: "What is the loss of one row? −log p of its own right class, with p = softmax of the row. Then the mean over the rows, not over all numbers.",
  },
  async ({ submission, inputs }) => {
    const problems = manyProblems(inputs, [null]);
    expectMeans(problems, await submission.evaluate(runClassLosses, problems));
  },
);

hidden(
  "cross-entropy.far-out",
  {
    title: "crossEntropy: finite for logits of any size",
    points: 3,
    visibility: "visible",
    hint: "Is there a log of something that may have become 0, or an exp of something above 0? Take the largest logit of each row away first, and compute log p as x − m − log Σ, never as the log of p.",
  },
  async ({ submission, inputs }) => {
    const problems = [1000, -1000, 9000, 120].flatMap((size) => {
      const { logits, classes } = drawProblem(inputs, 4, 3);
      // Rows of one size, rows thousands apart, and rows in which the right class is hopeless.
      const spread = logits.map((row, r) => row.map((value, c) => Math.fround(value + (r === c ? size : 0))));
      const shifted = logits.map((row, r) =>
        row.map((value) => Math.fround(value + (r % 2 === 0 ? size : -size))),
      );
      return [
        { logits: spread, classes, smoothing: null },
        { logits: shifted, classes, smoothing: null },
      ];
    });
    const results = await submission.evaluate(runClassLosses, problems);
    expectMeans(problems, results);
    for (const [index, problem] of problems.entries()) {
      expect(results[index].none).toBeAllClose(expectedRows(problem), single);
    }
  },
);

hidden(
  "cross-entropy.smoothing",
  {
    title: "crossEntropy: label smoothing spreads ε over all classes",
    points: 3,
    visibility: "visible",
    hint: "What do the targets of one row add up to? To 1. The right class has 1 − ε + ε/C, each other ε/C: C of them, the right one is not left out.",
  },
  async ({ submission, inputs }) => {
    const smoothings = [inputs.number(0.1, 0.4), 1, inputs.number(0.6, 0.9), 0];
    const problems = manyProblems(inputs, smoothings);
    expectMeans(problems, await submission.evaluate(runClassLosses, problems));
  },
);

hidden(
  "cross-entropy.reductions",
  {
    title: "crossEntropy: the sum, or the loss of each row",
    points: 2,
    visibility: "visible",
    hint: "Which shape has the loss with reduction none? One number for each row, [N]: sum over the classes first, reduce over the rows last.",
  },
  async ({ submission, inputs }) => {
    const problems = manyProblems(inputs, [null, inputs.number(0.1, 0.4)]);
    const results = await submission.evaluate(runClassLosses, problems);
    expect(results.length).toBe(problems.length);
    for (const [index, problem] of problems.entries()) {
      const rows = expectedRows(problem);
      expect(results[index].none).toBeAllClose(rows, single);
      expect(results[index].sum).toBeAllClose(sumOf(rows), single);
    }
  },
);

hidden(
  "cross-entropy.gradient",
  {
    title: "crossEntropy: its gradient is probabilities minus targets",
    points: 4,
    visibility: "visible",
    hint: "Does the loss stay on the tape? Use methods of logits throughout. With the mean over N rows the gradient of a row is (p − t) / N.",
  },
  async ({ submission, inputs }) => {
    const far = drawProblem(inputs, 3, 3);
    const problems = [
      ...manyProblems(inputs, [null, inputs.number(0.1, 0.4)]),
      { ...far, logits: far.logits.map((row, r) => row.map((value) => Math.fround(value + (r - 1) * 1000))) },
    ];
    const results = await submission.evaluate(runClassLosses, problems);
    expect(results.length).toBe(problems.length);
    for (const [index, problem] of problems.entries()) {
      const slopes = expectedSlopes(problem);
      expect(results[index].gradientOfSum).toBeAllClose(slopes, single);
      expect(results[index].weighted).toBeAllClose(
        slopes.map((row, place) => row.map((slope) => slope * (place + 1))),
        single,
      );
      expect(results[index].gradient).toBeAllClose(
        slopes.map((row) => row.map((slope) => slope / slopes.length)),
        single,
      );
    }
  },
);
