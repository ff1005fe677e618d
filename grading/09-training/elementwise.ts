import type { Scope } from "./scope.ts";

export type ElementwiseProblem = {
  readonly loss: "mseLoss" | "binaryCrossEntropyWithLogits";
  readonly shape: readonly number[];
  readonly outputs: readonly number[];
  readonly targets: readonly number[];
  /** How the two are laid out in memory: row after row, as the transposed view of another, or in the middle of a larger one. */
  readonly layout: "plain" | "transposed" | "offset";
};

/** What the three reductions gave, nothing said of it first; the gradients; and the given numbers as they are afterwards. */
export type ElementwiseResult = {
  byDefault: unknown;
  mean: unknown;
  sum: unknown;
  none: unknown;
  ofVariables: unknown;
  /** Of outputs and targets that are both variables. */
  ofTwoVariables: unknown;
  gradients: unknown[];
  /** What `backward()` leaves when each loss, unreduced, has the weight 1, 2, 3, … of its place. */
  weighted: unknown;
  after: unknown[];
};

/** Runs in the sandbox: a loss that takes outputs and targets of one shape, on tensors and on variables. */
export function runElementwise(scope: Scope, problems: readonly ElementwiseProblem[]): ElementwiseResult[] {
  const layOut = (values: readonly number[], shape: readonly number[], layout: string) => {
    const plain = scope.tensor([...values], { shape: [...shape] });
    if (layout === "transposed") return plain.transpose(-1, -2).contiguous().transpose(-1, -2);
    if (layout === "offset") {
      const [first, ...rest] = shape;
      const size = values.length / first;
      const padded = [
        ...Array.from({ length: size }, () => 77),
        ...values,
        ...Array.from({ length: size }, () => 99),
      ];
      return scope.tensor(padded, { shape: [first + 2, ...rest] }).slice(0, 1, first + 1);
    }
    return plain;
  };
  return problems.map(({ loss, shape, outputs, targets, layout }) => {
    const [x, t] = [layOut(outputs, shape, layout), layOut(targets, shape, layout)];
    const read = scope[loss];
    const variable = new scope.Variable(layOut(outputs, shape, layout));
    const ofVariables = read(variable, t);
    ofVariables.backward();
    const summed = new scope.Variable(layOut(outputs, shape, layout));
    read(summed, t, { reduction: "sum" }).backward();
    const apart = new scope.Variable(layOut(outputs, shape, layout));
    const places = scope.tensor(
      outputs.map((_, place) => place + 1),
      { shape: [...shape] },
    );
    read(apart, t, { reduction: "none" }).mul(places).sum().backward();
    const target = new scope.Variable(layOut(targets, shape, layout), { requiresGrad: false });
    return {
      byDefault: read(x, t).toArray(),
      mean: read(x, t, { reduction: "mean" }).toArray(),
      sum: read(x, t, { reduction: "sum" }).toArray(),
      none: read(x, t, { reduction: "none" }).toArray(),
      ofVariables: ofVariables.data.toArray(),
      ofTwoVariables: read(apart, target).data.toArray(),
      gradients: [variable.grad?.data.toArray() ?? null, summed.grad?.data.toArray() ?? null],
      weighted: apart.grad?.data.toArray() ?? null,
      after: [x.toArray(), t.toArray()],
    };
  });
}

/** Runs in the sandbox: what a loss says to outputs and targets of two shapes. */
export function refuseShapes(
  scope: Scope,
  loss: ElementwiseProblem["loss"],
  pairs: readonly (readonly [readonly number[], readonly number[]])[],
): ({ name: unknown; message: unknown } | null)[] {
  return pairs.map(([output, target]) => {
    try {
      scope[loss](scope.ones([...output]), scope.ones([...target]));
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name, message };
    }
  });
}
