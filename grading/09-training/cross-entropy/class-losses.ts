import type { Scope } from "../scope.ts";

export type ClassProblem = {
  readonly logits: readonly (readonly number[])[];
  readonly classes: readonly number[];
  /** Left out where it is null. */
  readonly smoothing: number | null;
  /** The logits as the transposed view of another tensor, and the classes as a tensor rather than a list. */
  readonly asViews?: boolean;
};

export type ClassResult = {
  byDefault: unknown;
  mean: unknown;
  sum: unknown;
  none: unknown;
  gradient: unknown;
  gradientOfSum: unknown;
  /** When the loss of each row has the weight 1, 2, 3, … of its place. */
  weighted: unknown;
  after: unknown[];
};

/** Runs in the sandbox: cross-entropy in every reduction, on tensors, and its gradients on variables. */
export function runClassLosses(scope: Scope, problems: readonly ClassProblem[]): ClassResult[] {
  return problems.map(({ logits, classes, smoothing, asViews = false }) => {
    const scores = () => {
      const plain = scope.tensor(logits.map((row) => [...row]));
      return asViews ? plain.t().contiguous().t() : plain;
    };
    const labels = asViews ? scope.tensor([9, ...classes], { dtype: "int32" }).slice(0, 1) : [...classes];
    const option = smoothing === null ? {} : { labelSmoothing: smoothing };
    const given = scores();
    const [averaged, summed] = [new scope.Variable(scores()), new scope.Variable(scores())];
    const mean = scope.crossEntropy(averaged, labels, option);
    mean.backward();
    scope.crossEntropy(summed, labels, { ...option, reduction: "sum" }).backward();
    const apart = new scope.Variable(scores());
    const places = scope.tensor(logits.map((_, place) => place + 1));
    scope
      .crossEntropy(apart, labels, { ...option, reduction: "none" })
      .mul(places)
      .sum()
      .backward();
    return {
      byDefault: scope.crossEntropy(given, labels, option).toArray(),
      mean: mean.data.toArray(),
      sum: scope.crossEntropy(given, labels, { ...option, reduction: "sum" }).toArray(),
      none: scope.crossEntropy(given, labels, { ...option, reduction: "none" }).toArray(),
      gradient: averaged.grad?.data.toArray() ?? null,
      gradientOfSum: summed.grad?.data.toArray() ?? null,
      weighted: apart.grad?.data.toArray() ?? null,
      after: [given.toArray(), Array.isArray(labels) ? labels : labels.toArray()],
    };
  });
}
