import type { Scope } from "../scope.ts";

/** What was thrown; null when nothing was. */
export type Said = { name: unknown; message: unknown } | null;

/** Runs in the sandbox: what the losses say to other words for a reduction, and to other shares of smoothing. */
export function refuseLosses(scope: Scope, words: readonly string[], smoothings: readonly number[]) {
  const said = (attempt: () => unknown): Said => {
    try {
      attempt();
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name, message };
    }
  };
  const x = scope.tensor([
    [1, 2],
    [3, 5],
  ]);
  const losses = [
    (word: "mean") => scope.mseLoss(x, x, { reduction: word }),
    (word: "mean") => scope.binaryCrossEntropyWithLogits(x, x, { reduction: word }),
    (word: "mean") => scope.crossEntropy(x, [0, 1], { reduction: word }),
  ];
  return {
    words: losses.map((loss) => words.map((word) => said(() => loss(word as "mean")))),
    smoothings: smoothings.map((labelSmoothing) =>
      said(() => scope.crossEntropy(x, [0, 1], { labelSmoothing })),
    ),
    accepted: [0, 0.5, 1].map((labelSmoothing) =>
      said(() => scope.crossEntropy(x, [0, 1], { labelSmoothing })),
    ),
  };
}

/** Runs in the sandbox: what all that reads classes says to other shapes, and to classes that are not there. */
export function refuseMetrics(
  scope: Scope,
  labels: readonly number[],
  count: number,
  wrong: readonly number[],
) {
  const said = (attempt: () => unknown): Said => {
    try {
      attempt();
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name, message };
    }
  };
  const rows = labels.length;
  const logits = scope.ones([rows, count]);
  const given = scope.tensor([...labels], { dtype: "int32" });
  const shapes = [
    [logits, labels.slice(1)],
    [logits, [...labels, 0]],
    [logits, given.reshape([rows, 1])],
    [logits, given.reshape([1, rows])],
    [logits, given.slice(0, 1)],
    [scope.ones([rows]), labels],
    [scope.ones([rows, count, 1]), given],
  ] as const;
  const functions = [
    (scores: typeof logits, classes: typeof given | readonly number[]) => scope.crossEntropy(scores, classes),
    (scores: typeof logits, classes: typeof given | readonly number[]) => scope.accuracy(scores, classes),
    (scores: typeof logits, classes: typeof given | readonly number[]) =>
      scope.confusionMatrix(scores, classes, count),
  ];
  return {
    shapes: functions.map((each) => shapes.map(([scores, classes]) => said(() => each(scores, classes)))),
    classes: functions.map((each) =>
      wrong.flatMap((label) => labels.map((_, place) => said(() => each(logits, labels.with(place, label))))),
    ),
    counts: [count - 1, count + 1, 0].map((columns) =>
      said(() => scope.confusionMatrix(logits, labels, columns)),
    ),
    accepted: functions.map((each) => said(() => each(logits, labels))),
  };
}
