import type { Scope } from "../scope.ts";

export type ClassesToSeparate = {
  readonly points: readonly (readonly number[])[];
  readonly labels: readonly number[];
  /** Points that the training does not see. */
  readonly fresh: readonly (readonly number[])[];
  /** The first values of the four parameters, row by row. */
  readonly start: readonly (readonly number[])[];
  readonly learningRate: number;
  readonly beta2: number;
  readonly eps: number;
  readonly epochs: number;
};

export type Separated = {
  /** A pair of scores for each point when all is done: those trained on, then the fresh ones. */
  scores: number[][];
  /** The first number of every parameter before and after each of the optimizer's steps. */
  steps: { before: number[]; after: number[] }[];
  history: { loss: readonly number[]; learningRate: readonly number[] };
};

/** Runs in the sandbox: the student's Adam and `train` on a small network. */
export function separateClasses(scope: Scope, problem: ClassesToSeparate): Separated {
  const rows = (points: readonly (readonly number[])[]) => scope.tensor(points.map((point) => [...point]));
  const numbers = ({ data }: { data: ArrayLike<number> }) =>
    Array.from({ length: data.length }, (_, e) => data[e]);
  const generator = new scope.Generator(1);
  const hidden = problem.start[1].length;
  const model = new scope.Sequential(
    new scope.Linear(2, hidden, { generator }),
    new scope.Tanh(),
    new scope.Linear(hidden, 2, { generator }),
  );
  const parameters = model.parameters();
  for (const [index, parameter] of parameters.entries()) {
    parameter.data = scope.tensor([...problem.start[index]]).reshape([...parameter.shape]);
  }
  const read = () => parameters.map(({ data }) => data.contiguous().data[0]);
  const x = rows(problem.points);
  const { learningRate: rate, beta2, eps } = problem;
  const adam = new scope.Adam(parameters, { learningRate: rate, beta2, eps });
  const steps: Separated["steps"] = [];
  // Only step() is the student's: zeroGrad has tests of its own.
  const optimizer = {
    paramGroups: adam.paramGroups,
    zeroGrad() {
      for (const parameter of parameters) parameter.grad = null;
    },
    step() {
      // What pushes one of two scores pulls the other as much. Rounding may hide that, or not: here it never does.
      const last = parameters[parameters.length - 1];
      const [push] = last.grad === null ? [0] : numbers(last.grad.data);
      last.grad = new scope.Variable([push, -push], { requiresGrad: false });
      const found = read();
      adam.step();
      steps.push({ before: found, after: read() });
    },
  };
  const data = new scope.TensorDataset(x, scope.tensor([...problem.labels]));
  const { loss, learningRate } = scope.train(model, new scope.DataLoader(data, { batchSize: 32 }), {
    criterion: scope.crossEntropy,
    optimizer,
    epochs: problem.epochs,
  });
  const flat = numbers(model.forward(rows([...problem.points, ...problem.fresh])).data);
  const scores = Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
  return { scores, steps, history: { loss, learningRate } };
}
