import type { Scope } from "../scope.ts";

export type LineToFit = {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Points that the training does not see. */
  readonly fresh: readonly number[];
  readonly learningRate: number;
  readonly momentum: number;
  readonly epochs: number;
};

export type FittedLine = {
  /** Weight and bias before and after. */
  before: number[];
  after: number[];
  history: { loss: readonly number[]; learningRate: readonly number[] };
  /** The model's outputs for the fresh points. */
  outputs: number[];
};

/** Runs in the sandbox: the student's SGD and `train` on a line. */
export function fitLine(scope: Scope, problem: LineToFit): FittedLine {
  const column = (values: readonly number[]) => scope.tensor(values.map((value) => [value]));
  const numbers = ({ data }: { data: ArrayLike<number> }) =>
    Array.from({ length: data.length }, (_, e) => data[e]);
  const generator = new scope.Generator(1);
  const model = new scope.Sequential(new scope.Linear(1, 1, { generator }));
  const parameters = model.parameters();
  // Far from every line that is asked for.
  for (const parameter of parameters) parameter.data = parameter.data.mul(0).add(-4);
  const read = () => parameters.flatMap(({ data }) => numbers(data));
  const before = read();
  const data = new scope.TensorDataset(column(problem.xs), column(problem.ys));
  const { loss, learningRate } = scope.train(model, new scope.DataLoader(data, { batchSize: 6 }), {
    criterion: scope.mseLoss,
    optimizer: new scope.SGD(parameters, {
      learningRate: problem.learningRate,
      momentum: problem.momentum,
    }),
    epochs: problem.epochs,
  });
  const outputs = numbers(model.forward(column(problem.fresh)).data);
  return { before, after: read(), history: { loss, learningRate }, outputs };
}
