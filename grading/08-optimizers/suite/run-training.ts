import type { LineBatch } from "./expected/linear-regression.ts";
import type { Scope } from "./scope.ts";

export type TrainingProblem = {
  readonly start: { readonly weight: number; readonly bias: number };
  readonly batches: readonly LineBatch[];
  readonly epochs: number;
  readonly rate: number;
  readonly halveAfterEpoch?: boolean;
};

/**
 * Runs in the sandbox: the student's `train` with an optimizer and a schedule of our own, so that only the loop is on
 * trial.
 */
export function runTraining(
  scope: Scope,
  problem: TrainingProblem,
): { weight: number; bias: number; history: { loss: number[]; learningRate: number[] } } {
  const model = new scope.Linear(1, 1, { generator: new scope.Generator(1) });
  const [weight, bias] = model.parameters();
  if (!weight || !bias) throw new Error("a Linear layer must have a weight and a bias");
  weight.data = scope.tensor([[problem.start.weight]]);
  bias.data = scope.tensor([problem.start.bias]);

  const group = { learningRate: problem.rate };
  const optimizer = {
    paramGroups: [group],
    zeroGrad() {
      weight.grad = null;
      bias.grad = null;
    },
    step() {
      for (const parameter of [weight, bias]) {
        if (parameter.grad === null) continue;
        parameter.data = parameter.data.sub(parameter.grad.data.mul(group.learningRate));
      }
    },
  };
  const scheduler = {
    step() {
      group.learningRate /= 2;
    },
  };
  const batches = problem.batches.map(
    ({ inputs, targets }) =>
      [scope.tensor(inputs.map((value) => [value])), scope.tensor(targets.map((value) => [value]))] as const,
  );
  const history = scope.train(model, batches, {
    criterion: scope.mseLoss,
    optimizer,
    epochs: problem.epochs,
    ...(problem.halveAfterEpoch ? { scheduler } : {}),
  });
  return {
    weight: weight.data.item(),
    bias: bias.data.item(),
    history: { loss: [...history.loss], learningRate: [...history.learningRate] },
  };
}
