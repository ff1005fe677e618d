import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { drawScores, firstLargest, type Scores } from "../predictions.ts";
import type { Scope } from "../scope.ts";

/** Runs in the sandbox: the matrix of a tensor, of a variable, and of the tensor again. */
function count(scope: Scope, problems: readonly Scores[]): unknown[] {
  return problems.map(({ logits, classes }) => {
    const plain = scope.tensor(logits.map((row) => [...row]));
    const labels = scope.tensor([...classes], { dtype: "int32" });
    const columns = logits[0].length;
    const first = scope.confusionMatrix(plain, [...classes], columns);
    const second = scope.confusionMatrix(new scope.Variable(plain.t().contiguous().t()), labels, columns);
    return [first, second, scope.confusionMatrix(plain, labels, columns)];
  });
}

/** Every cell counted by itself. */
function expectCounts(problems: readonly Scores[], results: readonly unknown[]): void {
  const expected = problems.map(({ logits, classes }) =>
    logits[0].map((_, right) =>
      logits[0].map(
        (_, predicted) =>
          logits.filter((row, r) => classes[r] === right && firstLargest(row) === predicted).length,
      ),
    ),
  );
  expect(results).toEqual(expected.map((matrix) => [matrix, matrix, matrix]));
}

hidden(
  "confusion.counts",
  {
    title: "confusionMatrix: rows are right classes, columns are predictions",
    points: 3,
    visibility: "visible",
    hint: "A sample of class 1 read as 0: where does it stand? In row 1, column 0. Every sample is counted once, and each row has an array of its own.",
  },
  async ({ submission, inputs }) => {
    const problems = [drawScores(inputs, 12, 3), drawScores(inputs, 9, 2), drawScores(inputs, 4, 4)];
    // One class taken for another, and never the other way round.
    const oneWay = {
      logits: [...Array(3)].map(() => [inputs.number(1, 2), inputs.number(3, 4), -1]),
      classes: [0, 0, 2],
    };
    expectCounts([...problems, oneWay], await submission.evaluate(count, [...problems, oneWay]));
  },
);

hidden(
  "confusion.absent-classes",
  {
    title: "confusionMatrix: classes that nobody is or is taken for have their row and column",
    points: 1,
    visibility: "visible",
    hint: "How many rows has the matrix when all samples are of class 0? As many as there are classes.",
  },
  async ({ submission, inputs }) => {
    const high = inputs.number(5, 6);
    const problems = [
      {
        logits: [inputs.signed(5, 0.1, 2), inputs.signed(5, 0.1, 2)].map(([, ...rest]) => [high, ...rest]),
        classes: [0, 0],
      },
      { logits: [[inputs.number(-2, 2)]], classes: [0] },
      { logits: [[1, high, 2, 3]], classes: [2] },
    ];
    expectCounts(problems, await submission.evaluate(count, problems));
  },
);
