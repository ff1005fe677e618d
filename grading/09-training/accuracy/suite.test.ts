import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { drawScores, firstLargest, type Scores } from "../predictions.ts";
import type { Scope } from "../scope.ts";

/** Runs in the sandbox: accuracy of a tensor with a list, of a view with a tensor of classes, and of a variable. */
function measure(scope: Scope, problems: readonly Scores[]): { shares: number[]; after: unknown }[] {
  return problems.map(({ logits, classes }) => {
    const plain = scope.tensor(logits.map((row) => [...row]));
    const view = plain.t().contiguous().t();
    const labels = scope.tensor([...classes], { dtype: "int32" });
    const shares = [
      scope.accuracy(plain, [...classes]),
      scope.accuracy(view, labels),
      scope.accuracy(new scope.Variable(plain), labels),
      scope.accuracy(plain, [...classes]),
    ];
    return { shares, after: [plain.toArray(), labels.toArray()] };
  });
}

function expectShares(
  problems: readonly Scores[],
  results: readonly { shares: number[]; after: unknown }[],
): void {
  expect(results.length).toBe(problems.length);
  for (const [index, { logits, classes }] of problems.entries()) {
    const hits = logits.filter((row, r) => firstLargest(row) === classes[r]).length;
    expect(results[index].shares).toEqual([0, 1, 2, 3].map(() => hits / logits.length));
    expect(results[index].after).toEqual([logits, classes]);
  }
}

hidden(
  "accuracy.share",
  {
    title: "accuracy: the share of rows that are right",
    points: 3,
    visibility: "visible",
    hint: "What is divided by what? The rows whose largest score stands at the right class, by the number of rows: 0.75, not 75.",
  },
  async ({ submission, inputs }) => {
    const problems = [
      drawScores(inputs, 7, 3),
      drawScores(inputs, 4, 4),
      drawScores(inputs, 2, 5),
      drawScores(inputs, 1, 3),
      drawScores(inputs, 3, 1),
    ];
    expectShares(problems, await submission.evaluate(measure, problems));
  },
);

hidden(
  "accuracy.ties",
  {
    title: "accuracy: of equal scores the first counts",
    points: 1,
    visibility: "after-due",
    hint: "A later score takes the place of an earlier one only when it is larger.",
  },
  async ({ submission, inputs }) => {
    const [low, high] = [inputs.number(-3, -2), inputs.number(-1, 1)];
    const logits = [
      [low, high, high],
      [high, high, high],
      [high, low, high],
      [low, high, high],
      [low, low, high],
    ];
    const classes = [1, 0, 2, 2, 2];
    // Each row by itself too: in a share of several, one that is wrongly right makes up for one that is wrongly wrong.
    const alone = logits.map((row, index) => ({ logits: [row], classes: [classes[index]] }));
    const problems = [{ logits, classes }, ...alone];
    expectShares(problems, await submission.evaluate(measure, problems));
  },
);
